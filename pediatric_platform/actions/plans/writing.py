"""Sessions, doses and pieces of plans, written out until a day: sets, not row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from pediatric_platform.actions.piecing import pieces_of
from pediatric_platform.dosing import Body, compute
from pediatric_platform.expansion import PlannedDose, PlannedSession, expand
from pediatric_platform.models import Dose, DosePiece, Growth, Plan, Session, SessionState
from pediatric_platform.plan_rules import Caps, capped
from pediatric_platform.selectors.caps import caps
from pediatric_platform.selectors.regimens import shapes_of

# How far ahead sessions stand written out, and how much may be missing of it before more is written.
PLAN_DAYS = 182
EXTENDED_EVERY = 7
BATCH = 2000


def body_of(growth: Growth, born: date) -> Body:
    """What doses are sized by. Nobody records a filtration rate yet: doses by area under the curve stay unknown."""
    return Body(growth.weight_kg, growth.surface_m2, born)


def sessions_of(plan: Plan, until: date) -> list[PlannedSession]:
    """A plan's sessions up to a day, on the days to which it has been shifted."""
    first = plan.started_on + timedelta(days=plan.shift_days)
    shape = shapes_of([plan.regimen_id])[plan.regimen_id]
    return expand(shape, first, plan.first_phase, until, born=plan.child.birth_date)


def dose_of(planned: PlannedDose, session: Session, body: Body, limits: Caps) -> Dose:
    """A dose as the rule gives it, not stored."""
    line = capped(planned.line, limits)
    computed = compute(line, body, session.on)
    return Dose(
        session=session,
        line_id=line.id,
        position=line.position,
        inn=line.inn,
        name=line.name,
        route=line.route,
        purpose=line.purpose,
        unit=computed.unit,
        rule_amount=computed.amount,
        amount=computed.amount,
        max_amount=line.max_amount,
        is_capped=computed.is_capped,
        administrations=planned.administrations,
        days=planned.days,
        evidence=line.evidence,
    )


def write_sessions(plans: Sequence[Plan], until: date, *, today: date) -> list[int]:
    """Write what is missing of the plans' sessions up to a day; the new ones' ids. Read plans with child and growth.

    Days before today were somebody else's: they are kept, cancelled, so that the calendar tells the whole treatment.
    """
    shapes_of({plan.regimen_id for plan in plans})
    written = _keys(plans)
    limits = caps()
    fresh: list[tuple[Session, PlannedSession, Body]] = []
    for plan in plans:
        body = body_of(plan.growth, plan.child.birth_date)
        for planned in sessions_of(plan, until):
            if planned.key not in written[plan.pk]:
                fresh.append((_session(plan, planned, today), planned, body))
    sessions = Session.objects.bulk_create([session for session, _planned, _body in fresh], batch_size=BATCH)
    doses = [
        dose_of(dose, session, body, limits) for session, planned, body in fresh for dose in planned.doses
    ]
    Dose.objects.bulk_create(doses, batch_size=BATCH)
    to_come = [dose for dose in doses if dose.session.state == SessionState.PLANNED]
    DosePiece.objects.bulk_create(pieces_of(to_come, on=today), batch_size=BATCH)
    Plan.objects.filter(pk__in=[plan.pk for plan in plans]).update(expanded_until=until)
    return [session.pk for session in sessions]


def _session(plan: Plan, planned: PlannedSession, today: date) -> Session:
    is_past = planned.on < today
    with translation.override("es"):
        reason = _("Anterior al registro del plan") if is_past else ""
    return Session(
        plan=plan,
        unit_id=plan.child.unit_id,
        phase_position=planned.phase_position,
        phase_name=planned.phase_name,
        cycle=planned.cycle,
        day=planned.day,
        planned_on=planned.on - timedelta(days=plan.shift_days),
        on=planned.on,
        state=SessionState.CANCELLED if is_past else SessionState.PLANNED,
        state_reason=reason,
    )


def _keys(plans: Sequence[Plan]) -> dict[int, set[tuple[int, int, int]]]:
    keys: dict[int, set[tuple[int, int, int]]] = defaultdict(set)
    rows = Session.objects.filter(plan__in=[plan.pk for plan in plans])
    for plan_id, *key in rows.values_list("plan_id", "phase_position", "cycle", "day"):
        keys[plan_id].add(tuple(key))
    return keys
