"""A child's anthracyclines with the whole of a plan, the sessions that are not written yet among them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from pediatric_platform.dosing import MILLIGRAMS, compute
from pediatric_platform.lifetime import Exposure, Lifetime
from pediatric_platform.models import Plan
from pediatric_platform.plan_rules import capped
from pediatric_platform.selectors.caps import caps
from pediatric_platform.selectors.guards import lifetime_factors, lifetime_of, rules
from pediatric_platform.selectors.plans.building import body_of, sessions_of
from pediatric_platform.selectors.regimens import shape_of

# No regimen is longer than this.
WHOLE = timedelta(days=2000)


@dataclass(frozen=True, slots=True)
class LifeWithPlan:
    """`is_untold`: the plan begins after doses of the regimen that count, and the record tells of none received."""

    life: Lifetime
    is_untold: bool = False


def life_with(plan: Plan, *, after: date) -> LifeWithPlan | None:
    """What the written sessions add up to, and those of the plan from the day `after` which it is not written.

    None where no rule sets a limit. What another hospital gave is told by the child's record alone.
    """
    known = rules()
    factors, _limit = lifetime_factors(known)
    body, limits = body_of(plan.growth, plan.child.birth_date), caps()
    more: list[Exposure] = []
    skipped = any(
        line.inn in factors
        for phase in shape_of(plan.regimen_id).phases
        if phase.position < plan.first_phase
        for line in phase.lines
    )
    for session in sessions_of(plan, plan.started_on + WHOLE) if factors else ():
        for dose in session.doses:
            if dose.line.inn not in factors:
                continue
            if session.on <= after:
                skipped = True
                continue
            given = compute(capped(dose.line, limits), body, session.on)
            if given.amount is not None and given.unit == MILLIGRAMS:
                whole = given.amount * dose.administrations
                more.append(Exposure(session.on, dose.line.inn, whole / body.surface_m2, is_given=False))
    found = lifetime_of(plan.child, known, more=more)
    if found is None:
        return None
    return LifeWithPlan(found, is_untold=skipped and plan.pk is None and not plan.child.prior_anthracycline)
