"""The coverage board of one delegation: its hospitals, and the drugs that leave children uncovered there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from delegations.models import Delegation, Person
from pediatric_platform.filters.coverage import CoverageQuestion
from pediatric_platform.reach import NOBODY, Reach, Reaches
from pediatric_platform.selectors.coverage.children import child_states, until, upcoming
from pediatric_platform.selectors.coverage.country import UnitReach, units_of
from pediatric_platform.selectors.coverage.drugs import MissingDrug, missing_drugs
from supply.models import RequirementPackage
from supply.selectors.boards.managers import Manager, managers_of


@dataclass(frozen=True)
class DelegationCoverage:
    """Everything the page shows; each unit beside who answers for its supply."""

    delegation: Delegation
    question: CoverageQuestion
    today: date
    has_any: bool
    manager: Manager | None = None
    is_computed: bool = False
    reaches: Reaches = field(default_factory=lambda: NOBODY)
    units: Sequence[tuple[UnitReach, Manager | None]] = ()
    drugs: Sequence[MissingDrug] = ()
    computed_at: datetime | None = None
    data_at: datetime | None = None

    @property
    def shown(self) -> Reach:
        return self.reaches[self.question.days]

    @property
    def stale_units(self) -> list[UnitReach]:
        return [unit for unit, _manager in self.units if not unit.is_known]


def delegation_coverage(
    person: Person, delegation: Delegation, question: CoverageQuestion, *, now: datetime
) -> DelegationCoverage:
    """For somebody who sees the delegation whole, in at most eight queries however many children there are."""
    today = delegation.today()
    packages = upcoming(person, today).filter(unit__delegation=delegation)
    states = child_states(packages, today, now)
    managers = managers_of(units=states.units, delegations=[delegation.pk])
    manager = managers.delegations.get(delegation.pk)
    if not states.units:
        declared = RequirementPackage.objects.visible_to(person).filter(unit__delegation=delegation)
        return DelegationCoverage(delegation, question, today, declared.exists(), manager)
    units = units_of(states)
    within = packages.filter(needed_on__lte=until(today, question.days))
    return DelegationCoverage(
        delegation=delegation,
        question=question,
        today=today,
        has_any=True,
        manager=manager,
        is_computed=states.ages.is_computed,
        reaches=states.total,
        units=[(unit, managers.of(unit.id, delegation.pk)) for unit in units],
        drugs=missing_drugs(within, without=states.ages.stale),
        computed_at=states.ages.computed_at,
        data_at=states.ages.oldest,
    )
