"""Sessions, doses and pieces as a regimen makes them for a child, not stored: a preview shows them, an action writes
them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from pediatric_platform.dosing import Body, compute
from pediatric_platform.drug_forms import in_catalogue_units
from pediatric_platform.expansion import PlannedDose, PlannedSession, expand
from pediatric_platform.models import Dose, DosePiece, Growth, Plan, Session, SessionState
from pediatric_platform.pieces import combination
from pediatric_platform.plan_rules import Caps, capped
from pediatric_platform.selectors.regimens import shape_of
from pediatric_platform.selectors.strengths import NOTHING, Key, servings


def body_of(growth: Growth, born: date) -> Body:
    """What doses are sized by. Nobody records a filtration rate yet: doses by area under the curve stay unknown."""
    return Body(growth.weight_kg, growth.surface_m2, born)


def sessions_of(plan: Plan, until: date) -> list[PlannedSession]:
    """A plan's sessions up to a day, on the days to which it has been shifted."""
    first = plan.started_on + timedelta(days=plan.shift_days)
    return expand(shape_of(plan.regimen_id), first, plan.first_phase, until, born=plan.child.birth_date)


def session_of(plan: Plan, planned: PlannedSession, today: date) -> Session:
    """A session not stored. Days before today were somebody else's: kept as cancelled, so that the calendar tells the
    whole treatment."""
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


def dose_of(planned: PlannedDose, session: Session, body: Body, limits: Caps) -> Dose:
    """A dose as the rule gives it."""
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


def pieces_of(doses: Iterable[Dose], *, on: date) -> list[DosePiece]:
    """The whole pieces that doses take, by what the unit of their session carries on a day."""
    rows = list(doses)
    made_of = servings({_key(dose) for dose in rows}, on)
    return [
        DosePiece(dose=dose, drug_id=drug_id, pieces=pieces)
        for dose in rows
        for drug_id, pieces in combination(
            in_catalogue_units(dose.inn, dose.amount, dose.unit),
            dose.administrations,
            made_of.get(_key(dose), NOTHING).strengths,
            unit=dose.unit,
        ).items()
    ]


def _key(dose: Dose) -> Key:
    return dose.session.unit_id, dose.inn, dose.route
