from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from delegations.models import Person
from pediatric_platform.actions.cases.following import LONGEST
from pediatric_platform.actions.cases.writing import AT_WORK, happened, locked, must_stand, not_solved, write
from pediatric_platform.errors.cases import BadWait, NotWaiting
from pediatric_platform.models import Case, CaseEventKind, CaseState, WaitingFor


@transaction.atomic
def wait_for(
    *,
    case: Case,
    whom: str,
    until: date | None,
    note: str,
    edition: int | None,
    by: Person,
    now: datetime | None = None,
) -> Case:
    """It waits for somebody else, until a day, and says so. The clock does not wait."""
    now = now or timezone.now()
    row = locked(case, by=by, edition=edition)
    must_stand(row)
    if whom not in WaitingFor.values:
        raise BadWait("whom")
    if until is not None and until < now.astimezone(row.unit.zone).date():
        raise BadWait("until")
    values: dict[str, Any] = {"state": CaseState.WAITING, "waiting_for": whom, "waiting_until": until}
    if row.state == CaseState.SOLVED:
        # What was said to be solved waits again: its level's time begins anew.
        values |= not_solved(row, now)
    write(row, type="case.waiting", by=by, **values)
    happened(
        row,
        CaseEventKind.WAITING,
        by=by,
        at=now,
        text=note.strip()[:LONGEST],
        for_family=True,
        data={"whom": whom, "until": until.isoformat() if until else None},
    )
    return row


@transaction.atomic
def resume(*, case: Case, edition: int | None, by: Person, now: datetime | None = None) -> Case:
    """What it waited for has come, or will not."""
    row = locked(case, by=by, edition=edition)
    must_stand(row)
    if row.state != CaseState.WAITING:
        raise NotWaiting
    write(row, type="case.resumed", by=by, **AT_WORK)
    happened(row, CaseEventKind.CHANGED, by=by, at=now or timezone.now(), data={"what": "resumed"})
    return row
