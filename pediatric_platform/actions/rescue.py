"""A drug that a safety rule demands beside another is neither left out nor called off while the other is given."""

from __future__ import annotations

from collections.abc import Collection

from pediatric_platform.errors.doses import StillNeeded
from pediatric_platform.guards import NEEDS, DoseFacts, dose_breaches
from pediatric_platform.models import Dose, DoseState, Session, SessionState
from pediatric_platform.selectors.guards import rules


def of_cycle(session: Session) -> list[Dose]:
    """What is given, or was, in the session's cycle."""
    return list(
        Dose.objects.exclude(state=DoseState.OMITTED)
        .filter(
            session__plan=session.plan_id,
            session__phase_position=session.phase_position,
            session__cycle=session.cycle,
            session__state__in=[SessionState.PLANNED, SessionState.GIVEN],
        )
        .order_by("session__on", "pk")
    )


def refuse_needed(leaving: Collection[Dose], session: Session) -> None:
    """StillNeeded where a rule demands one of the leaving doses beside a drug that stays in the cycle, and no other
    dose of it remains there."""
    names = {dose.inn: dose.name for dose in leaving}
    demanding = [rule for rule in rules() if rule.kind == NEEDS and rule.needs_inn in names]
    if not demanding:
        return
    gone = {dose.pk for dose in leaving}
    staying = [dose for dose in of_cycle(session) if dose.pk not in gone]
    remaining, surface = {dose.inn for dose in staying}, session.plan.growth.surface_m2
    for other in staying:
        facts = DoseFacts(other.inn, other.name, other.route, other.unit, other.amount, surface, in_cycle=remaining)
        for rule in demanding:
            if dose_breaches(facts, [rule]):
                raise StillNeeded(names[rule.needs_inn], other.name, rule.reason)
