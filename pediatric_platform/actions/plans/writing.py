"""Sessions, doses and pieces of plans, written out until a day: sets, not row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from pediatric_platform.dosing import Body
from pediatric_platform.expansion import PlannedSession
from pediatric_platform.models import Dose, DosePiece, Plan, Session, SessionState
from pediatric_platform.selectors.caps import caps
from pediatric_platform.selectors.plans.building import body_of, dose_of, pieces_of, session_of, sessions_of
from pediatric_platform.selectors.regimens import shapes_of

# How far ahead sessions stand written out, and how much may be missing of it before more is written.
PLAN_DAYS = 182
EXTENDED_EVERY = 7
BATCH = 2000


def write_sessions(plans: Sequence[Plan], until: date, *, today: date) -> list[int]:
    """Write what is missing of the plans' sessions up to a day; the new ones' ids. Read plans with child and growth."""
    shapes_of({plan.regimen_id for plan in plans})
    written = _keys(plans)
    limits = caps()
    fresh: list[tuple[Session, PlannedSession, Body]] = []
    for plan in plans:
        body = body_of(plan.growth, plan.child.birth_date)
        for planned in sessions_of(plan, until):
            if planned.key not in written[plan.pk]:
                fresh.append((session_of(plan, planned, today), planned, body))
    sessions = Session.objects.bulk_create([session for session, _planned, _body in fresh], batch_size=BATCH)
    doses = [dose_of(dose, session, body, limits) for session, planned, body in fresh for dose in planned.doses]
    Dose.objects.bulk_create(doses, batch_size=BATCH)
    to_come = [dose for dose in doses if dose.session.state == SessionState.PLANNED]
    DosePiece.objects.bulk_create(pieces_of(to_come, on=today), batch_size=BATCH)
    Plan.objects.filter(pk__in=[plan.pk for plan in plans]).update(expanded_until=until)
    return [session.pk for session in sessions]


def _keys(plans: Sequence[Plan]) -> dict[int, set[tuple[int, int, int]]]:
    keys: dict[int, set[tuple[int, int, int]]] = defaultdict(set)
    rows = Session.objects.filter(plan__in=[plan.pk for plan in plans])
    for plan_id, position, cycle, day in rows.values_list("plan_id", "phase_position", "cycle", "day"):
        keys[plan_id].add((position, cycle, day))
    return keys
