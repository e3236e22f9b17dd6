"""What a plan would be, before anybody begins it: its calendar, its doses, what it takes and what speaks against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from pediatric_platform.models import Child, Dose, Growth, Plan, Regimen, Session, SessionState
from pediatric_platform.selectors.caps import caps
from pediatric_platform.selectors.plans.building import body_of, dose_of, pieces_of, session_of, sessions_of
from pediatric_platform.selectors.plans.lifetime import LifeWithPlan, life_with
from pediatric_platform.selectors.plans.timeline import PhaseOfPlan, phases_of
from supply.models import Assortment, Drug


@dataclass(frozen=True, slots=True)
class Taken:
    """A drug and how many pieces of it the half year takes; whether the hospital carries it."""

    drug: Drug
    pieces: int
    is_carried: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """`days`: (session, doses) in order; `unmade`: names that no drug of the catalogue serves."""

    plan: Plan
    phases: list[PhaseOfPlan]
    days: list[tuple[Session, list[Dose]]]
    past: int
    taken: list[Taken]
    unmade: list[str]
    life: LifeWithPlan | None = None

    @property
    def doses(self) -> Iterable[Dose]:
        return (dose for _session, doses in self.days for dose in doses)

    @property
    def unsourced(self) -> int:
        """Doses whose line has no full source: a clinician confirms each before it is mixed."""
        return sum(not dose.is_sourced for dose in self.doses)

    @property
    def unknown(self) -> list[str]:
        """Names of drugs whose amount the rule does not give."""
        return list(dict.fromkeys(dose.name for dose in self.doses if dose.amount is None))

    @property
    def capped(self) -> list[str]:
        return list(dict.fromkeys(dose.name for dose in self.doses if dose.is_capped))


def preview(
    child: Child, regimen: Regimen, growth: Growth, *, started_on: date, first_phase: int, today: date, until: date
) -> Preview:
    """Made as the action would make it, stored nowhere."""
    plan = Plan(child=child, regimen=regimen, growth=growth, started_on=started_on, first_phase=first_phase)
    body, limits = body_of(growth, child.birth_date), caps()
    made = [(session_of(plan, planned, today), planned) for planned in sessions_of(plan, until)]
    days = [
        (session, [dose_of(dose, session, body, limits) for dose in planned.doses])
        for session, planned in made
        if session.state == SessionState.PLANNED
    ]
    taken, unmade = _taken(child, [dose for _session, doses in days for dose in doses], today)
    life = life_with(plan, after=today - timedelta(days=1))
    return Preview(plan, phases_of(plan, today), days, len(made) - len(days), taken, unmade, life)


def _taken(child: Child, doses: list[Dose], today: date) -> tuple[list[Taken], list[str]]:
    counted: dict[int, int] = defaultdict(int)
    served = set()
    for row in pieces_of(doses, on=today):
        counted[row.drug_id] += row.pieces
        served.add((row.dose.inn, row.dose.route))
    lines = Assortment.objects.in_force(today).filter(unit=child.unit_id, drug__in=counted)
    carried = set(lines.values_list("drug_id", flat=True))
    drugs = Drug.objects.filter(pk__in=counted).order_by("generic_name", "code")
    unmade = dict.fromkeys(dose.name for dose in doses if (dose.inn, dose.route) not in served)
    return [Taken(drug, counted[drug.pk], drug.pk in carried) for drug in drugs], list(unmade)
