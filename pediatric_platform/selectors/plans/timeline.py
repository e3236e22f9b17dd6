"""When the phases of a plan run, as it stands today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from pediatric_platform.expansion import timeline
from pediatric_platform.models import Plan
from pediatric_platform.selectors.regimens import shape_of


@dataclass(frozen=True, slots=True)
class PhaseOfPlan:
    """A phase with its days; `state`: past, current or future."""

    position: int
    name: str
    cycles: int
    first: date
    last: date
    state: str


def phases_of(plan: Plan, today: date) -> list[PhaseOfPlan]:
    """The phases in order. A plan that was shifted is told by its newest days: what is over moved less."""
    first = plan.started_on + timedelta(days=plan.shift_days)
    return [
        PhaseOfPlan(
            dates.phase.position,
            dates.phase.name,
            dates.phase.cycles,
            dates.first,
            dates.last,
            "past" if dates.last < today else "future" if dates.first > today else "current",
        )
        for dates in timeline(shape_of(plan.regimen_id), first, plan.first_phase)
    ]
