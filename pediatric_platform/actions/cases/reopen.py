from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from delegations.models import Person
from delegations.notify import tell_all
from pediatric_platform.actions.cases.confirm import unconfirm
from pediatric_platform.actions.cases.following import LONGEST, must_be_theirs
from pediatric_platform.actions.cases.telling import notice, tell_owner
from pediatric_platform.actions.cases.writing import call_again, happened, locked, not_solved, write
from pediatric_platform.case_rights import may_work
from pediatric_platform.errors.cases import CaseNotOver, MergedElsewhere, NotYourCase
from pediatric_platform.models import Case, CaseEventKind, CaseFollower, CaseState
from pediatric_platform.selectors.case_owners import Owners


@transaction.atomic
def reopen(
    *,
    case: Case,
    reason: str,
    edition: int | None,
    by: Person | None,
    follower: CaseFollower | None = None,
    now: datetime | None = None,
) -> Case:
    """It was not over. Who works at it, or (`follower`) whom it touches, opens it again at the level that had it, with
    whoever answers there today and that level's whole time. Its family has not confirmed it any more."""
    now = now or timezone.now()
    row = locked(case, edition=edition, right=None)
    if follower is not None:
        follower = must_be_theirs(follower, by)
        if follower.case_id != row.pk:
            raise NotYourCase
    elif by is not None and not may_work(by, row):
        raise NotYourCase
    if row.merged_into is not None:
        raise MergedElsewhere(row.merged_into.folio)
    if row.is_standing:
        raise CaseNotOver(row.folio)
    told = unconfirm(row, follower)
    # The level that had it has it again; at the session's, central office answers for it.
    owner = Owners([row.unit], now).at(row.unit, row.level)
    level = max(row.level, owner.level)
    former = row.owner_id
    write(
        row,
        type="case.reopened",
        by=by,
        also={"followers": told},
        state=CaseState.OPEN,
        level=level,
        owner=owner.posting,
        owned_at=now,
        ended_at=None,
        ended_by=None,
        closed_reason="",
        reopenings=row.reopenings + 1,
        **not_solved(row, now, level),
        **call_again(row, now),
    )
    event = happened(
        row,
        CaseEventKind.REOPENED,
        by=by,
        at=now,
        text=reason.strip()[:LONGEST],
        for_family=True,
        data={"from": former, "to": owner.posting.pk if owner.posting else None, "followers": told},
    )
    if row.owner is not None and row.owner_id != former:
        tell_all([notice("case.owned", row, [row.owner], event.pk)])
    else:
        tell_owner("case.disputed", row, event.pk, besides=by)
    return row
