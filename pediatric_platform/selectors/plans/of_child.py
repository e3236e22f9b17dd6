"""A child's treatment in one place, for its page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import QuerySet

from delegations.models import Person
from pediatric_platform.models import Child, ChildState, Plan, PlanState, Session
from pediatric_platform.prescribing import may_prescribe
from pediatric_platform.selectors.plans.timeline import PhaseOfPlan, phases_of
from pediatric_platform.selectors.sessions import DatedSession, answered, standing

SHOWN = 5


@dataclass(frozen=True, slots=True)
class ChildPlan:
    """`plan` None: nothing in course. `unrecorded`: planned days that went by and nobody told about."""

    child: Child
    plan: Plan | None
    former: list[Plan]
    phases: list[PhaseOfPlan] = field(default_factory=list)
    next: list[DatedSession] = field(default_factory=list)
    more: int = 0
    unrecorded: int = 0
    growth_days: int | None = None
    may_prescribe: bool = False
    in_treatment: bool = True

    @property
    def phase(self) -> PhaseOfPlan | None:
        """The phase that runs today."""
        return next((phase for phase in self.phases if phase.state == "current"), None)


def child_plan(child: Child, person: Person | None = None) -> ChildPlan:
    """The plan in course with its next sessions and their answers, and those before it."""
    today = child.unit.today()
    allowed = person is not None and may_prescribe(person, child.unit)
    plans = list(child.plans.select_related("regimen__protocol", "growth").order_by("-started_on", "-pk"))
    plan = next((row for row in plans if row.state == PlanState.ACTIVE), None)
    former = [row for row in plans if row is not plan]
    in_treatment = child.state == ChildState.ACTIVE
    if plan is None:
        return ChildPlan(child, None, former, may_prescribe=allowed, in_treatment=in_treatment)
    plan.child = child
    to_come = standing(Session.objects.filter(plan=plan))
    ahead = to_come.filter(on__gte=today)
    return ChildPlan(
        child,
        plan,
        former,
        phases=phases_of(plan, today),
        next=answered(ahead.order_by("on", "pk")[:SHOWN]),
        more=max(ahead.count() - SHOWN, 0),
        unrecorded=to_come.filter(on__lt=today).count(),
        growth_days=(today - plan.growth.measured_on).days,
        may_prescribe=allowed,
        in_treatment=in_treatment,
    )


def unrecorded(person: Person, today: date) -> QuerySet[Session]:
    """Days that went by and nobody told whether the session was given: the person's children, oldest first."""
    return (
        standing(Session.objects.visible_to(person))
        .filter(on__lt=today, on__gte=today - timedelta(days=730))
        .select_related("plan__child", "unit", "plan__regimen__protocol")
        .order_by("on", "pk")
    )
