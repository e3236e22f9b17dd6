"""Whether a case ended confirmed: by everybody whom it touches, or by the record of the dose."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from meetings.conditions.measured import Measured, of_fact
from meetings.conditions.where import agreed_on, zone_of
from meetings.models import Condition
from pediatric_platform.models import Case, CaseState

# A case that was joined to another is looked for there, and so on, so many times at most.
HOPS = 8


def evaluate(conditions: Sequence[Condition], now: datetime) -> dict[int, Measured]:
    """One query, and one more for each time that a case was joined to one that was joined itself."""
    told: dict[int, tuple[str, datetime | None, int | None]] = {}
    wanted = {row.case_id for row in conditions if row.case_id}
    for _hop in range(HOPS):
        if not wanted:
            break
        rows = Case.objects.filter(pk__in=wanted).values_list("pk", "state", "ended_at", "merged_into")
        new = {pk: (state, ended_at, into) for pk, state, ended_at, into in rows}
        told |= new
        wanted = {into for _state, _at, into in new.values() if into} - told.keys()
    found = {}
    for row in conditions:
        state, ended_at = _last(row.case_id or 0, told)
        on: date | None = ended_at.astimezone(zone_of(row)).date() if ended_at else None
        is_so = None if state is None else state == CaseState.CONFIRMED
        found[row.pk] = of_fact(is_so, on, now=now, agreed_on=agreed_on(row))
    return found


def _last(pk: int, told: dict[int, tuple[str, datetime | None, int | None]]) -> tuple[str | None, datetime | None]:
    """How the case stands that this one was joined to in the end."""
    for _hop in range(HOPS):
        if pk not in told:
            return None, None
        state, ended_at, into = told[pk]
        if into is None:
            return state, ended_at
        pk = into
    return None, None
