from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from delegations import audit
from delegations.models import Person
from pediatric_platform.actions.cases.following import LONGEST, held_for, is_family
from pediatric_platform.actions.cases.telling import tell_owner
from pediatric_platform.actions.cases.writing import (
    AT_WORK,
    call_again,
    happened,
    must_stand,
    not_solved,
    stopped,
    write,
)
from pediatric_platform.errors.cases import MergedElsewhere, NotSolved, OwnSolution
from pediatric_platform.models import Case, CaseEventKind, CaseFollower, CaseState, ConfirmedBy


@transaction.atomic
def confirm(*, follower: CaseFollower, by: Person | None = None, now: datetime | None = None) -> Case:
    """The family, or who told it, says that it is solved; the case ends when everybody whom it touches has said so.

    What a family says holds for its child, whoever else told of that child. `by` None: who came by the secret link.
    """
    now = now or timezone.now()
    row, follower = held_for(follower, by)
    if by is not None and row.solved_by_id == by.pk:
        raise OwnSolution
    if row.state == CaseState.CONFIRMED or (row.is_standing and follower.confirmed_at is not None):
        return row
    must_stand(row)
    how = ConfirmedBy.FAMILY if is_family(follower, by) else ConfirmedBy.TELLER
    if how == ConfirmedBy.TELLER and by is not None and row.state != CaseState.SOLVED:
        raise NotSolved  # a colleague confirms what another one says, and ends nothing alone
    same = row.followers.unconfirmed().filter(pk=follower.pk)
    if how == ConfirmedBy.FAMILY and follower.child_id is not None:
        same = row.followers.unconfirmed().filter(child=follower.child_id)
    told = list(same.values_list("pk", flat=True))
    row.followers.filter(pk__in=told).update(confirmed_at=now, confirmed_how=how, confirmed_by=by)
    data: dict[str, Any] = {"how": str(how), "followers": told}
    happened(row, CaseEventKind.CONFIRMED, by=by, at=now, for_family=True, data=data)
    if row.followers.unconfirmed().exists():
        audit.record(type="case.confirmed", by=by, target=row, after=data | {"ended": False})
    else:
        end_confirmed(row, by=by, now=now, also=data)
    return row


def end_confirmed(case: Case, *, by: Person | None, now: datetime, also: dict[str, Any]) -> None:
    """Everybody has confirmed it."""
    write(case, type="case.confirmed", by=by, also=also, state=CaseState.CONFIRMED, **stopped(now, by))
    tell_owner("case.confirmed", case, case.edition, besides=by)


@transaction.atomic
def dispute(*, follower: CaseFollower, text: str, by: Person | None = None, now: datetime | None = None) -> Case:
    """The family says that it is not solved, before or after it ended: the time of its level begins anew."""
    now = now or timezone.now()
    row, follower = held_for(follower, by)
    if row.merged_into is not None:
        raise MergedElsewhere(row.merged_into.folio)
    if row.is_standing and row.state != CaseState.SOLVED and follower.confirmed_at is None:
        raise NotSolved
    told = unconfirm(row, follower)
    values: dict[str, Any] = {**AT_WORK, **not_solved(row, now), **call_again(row, now)}
    if not row.is_standing:
        values |= {"ended_at": None, "ended_by": None, "closed_reason": "", "reopenings": row.reopenings + 1}
    write(row, type="case.disputed", by=by, also={"followers": told}, **values)
    event = happened(
        row,
        CaseEventKind.DISPUTED,
        by=by,
        at=now,
        text=text.strip()[:LONGEST],
        for_family=True,
        data={"followers": told},
    )
    tell_owner("case.disputed", row, event.pk, besides=by)
    return row


def unconfirm(case: Case, follower: CaseFollower | None) -> list[int]:
    """What was confirmed for a follower's child (for everybody, without one) is open again; whose that was."""
    rows = case.followers.current()
    if follower is not None:
        rows = rows.filter(child=follower.child_id) if follower.child_id is not None else rows.filter(pk=follower.pk)
    told = list(rows.values_list("pk", flat=True))
    case.followers.filter(pk__in=told).update(confirmed_at=None, confirmed_how="", confirmed_by=None, dose=None)
    return told
