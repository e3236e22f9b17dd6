from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from delegations.models import Person, Posting
from delegations.notify import tell_all
from pediatric_platform.actions.cases.telling import notice, tell_family
from pediatric_platform.actions.cases.writing import AT_WORK, happened, locked, must_stand, write
from pediatric_platform.case_rights import may_own
from pediatric_platform.errors.cases import CannotOwn, NotYourCase
from pediatric_platform.models import Case, CaseEventKind, CaseState


@transaction.atomic
def take_case(*, case: Case, edition: int | None, by: Person, now: datetime | None = None) -> Case:
    """Somebody takes it in hand and answers for it from now on. The clock goes on as it was."""
    now = now or timezone.now()
    row = locked(case, by=by, edition=edition)
    must_stand(row)
    posting = row.owner if row.owner is not None and row.owner.person_id == by.pk else posting_for(by, row, now)
    if posting is None:
        raise NotYourCase
    if row.owner_id == posting.pk and row.state != CaseState.OPEN:
        return row
    values: dict[str, Any] = {} if row.state in (CaseState.WAITING, CaseState.SOLVED) else dict(AT_WORK)
    former = give_to(row, posting, now, values)
    write(row, type="case.taken", by=by, **values)
    event = happened(row, CaseEventKind.TAKEN, by=by, at=now, for_family=True, data={"from": former, "to": posting.pk})
    tell_family("case.taken", row, event.pk, besides=by)
    return row


@transaction.atomic
def hand_case(
    *, case: Case, to: Posting, reason: str, edition: int | None, by: Person, now: datetime | None = None
) -> Case:
    """Whoever works at it gives it to another post that answers for this hospital. The clock goes on as it was."""
    now = now or timezone.now()
    row = locked(case, by=by, edition=edition)
    must_stand(row)
    to = Posting.objects.select_related("person").get(pk=to.pk)
    if not to.is_current(now.astimezone(row.unit.zone).date()) or not may_own(to, row.unit):
        raise CannotOwn(to.person.full_name)
    if row.owner_id == to.pk:
        return row
    values: dict[str, Any] = {}
    former = give_to(row, to, now, values)
    write(row, type="case.handed", by=by, **values)
    event = happened(
        row,
        CaseEventKind.OWNER,
        by=by,
        at=now,
        text=reason.strip()[:400],
        for_family=True,
        data={"from": former, "to": to.pk, "why": "handed"},
    )
    tell_all([notice("case.owned", row, [to], event.pk)])
    return row


def give_to(case: Case, posting: Posting, now: datetime, values: dict[str, Any]) -> int | None:
    """Add the change of owner to the columns to write; whose it was."""
    former = case.owner_id
    if former != posting.pk:
        values |= {"owner": posting, "owned_at": now}
    return former


def posting_for(person: Person, case: Case, now: datetime) -> Posting | None:
    """The post by which a person answers for the case: the nearest to its hospital."""
    day = now.astimezone(case.unit.zone).date()
    rows = Posting.objects.current(day).filter(person=person).select_related("person").order_by("pk")
    own = [row for row in rows if may_own(row, case.unit)]
    return min(own, key=lambda row: (row.unit_id is None, row.delegation_id is None, row.pk), default=None)
