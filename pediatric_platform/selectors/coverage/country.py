"""The coverage board of the country, or of everything that somebody with several places sees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from delegations.models import Delegation, Person, Unit
from pediatric_platform.filters.coverage import CoverageQuestion
from pediatric_platform.reach import NOBODY, Reach, Reaches
from pediatric_platform.selectors.coverage.children import ChildStates, child_states, until, upcoming
from pediatric_platform.selectors.coverage.drugs import MissingDrug, missing_drugs
from supply.models import RequirementPackage


class Uncovered(NamedTuple):
    """How the children with a session in the next days stand, as computed then."""

    reach: Reach
    computed_at: datetime | None


@dataclass(frozen=True)
class DelegationReach:
    """A delegation's children, by horizon; `units` are those with sessions, `stale` those whose data say nothing."""

    code: str
    name: str
    tile_row: int
    tile_column: int
    reaches: Reaches
    units: int
    stale: int

    def within(self, days: int) -> Reach:
        return self.reaches[days]


@dataclass(frozen=True)
class UnitReach:
    """A unit's children, by horizon; `data_at` is the last fact of its stock."""

    id: int
    clues: str
    name: str
    delegation_id: int
    delegation: str
    reaches: Reaches
    is_known: bool
    data_at: datetime | None
    computed_at: datetime | None


@dataclass(frozen=True)
class CountryCoverage:
    """Everything the page shows. `has_any`: whether any session was ever declared to this person's places."""

    question: CoverageQuestion
    today: date
    has_any: bool
    is_computed: bool = False
    reaches: Reaches = field(default_factory=lambda: NOBODY)
    delegations: Sequence[DelegationReach] = ()
    units: Sequence[UnitReach] = ()
    drugs: Sequence[MissingDrug] = ()
    computed_at: datetime | None = None
    data_at: datetime | None = None
    stale_units: Sequence[UnitReach] = ()

    @property
    def shown(self) -> Reach:
        """Within the horizon asked for."""
        return self.reaches[self.question.days]


def country_coverage(
    person: Person, question: CoverageQuestion, *, today: date, now: datetime, with_drugs: bool = True
) -> CountryCoverage:
    """Over everything the person sees, in at most seven queries however many children there are."""
    states = child_states(upcoming(person, today), today, now)
    if not states.units:
        has_any = RequirementPackage.objects.visible_to(person).exists()
        return CountryCoverage(question, today, has_any, delegations=_delegations(person, {}, []))
    units = units_of(states)
    of_unit = {unit.id: unit.delegation_id for unit in units}
    packages = upcoming(person, today).filter(needed_on__lte=until(today, question.days))
    return CountryCoverage(
        question=question,
        today=today,
        has_any=True,
        is_computed=states.ages.is_computed,
        reaches=states.total,
        delegations=_delegations(person, states.by(of_unit), units),
        units=units,
        drugs=missing_drugs(packages, without=states.ages.stale) if with_drugs else (),
        computed_at=states.ages.computed_at,
        data_at=states.ages.oldest,
        stale_units=[unit for unit in units if not unit.is_known],
    )


def uncovered_children(person: Person, *, days: int, today: date, now: datetime) -> Uncovered:
    """For another board's figure: how many children lack something within `days`. Two queries."""
    states = child_states(upcoming(person, today, days), today, now)
    return Uncovered(states.total[days], states.ages.computed_at)


def units_of(states: ChildStates) -> list[UnitReach]:
    """The units with sessions, by name."""
    ids = list(states.units)
    by_unit = states.by(dict(zip(ids, ids, strict=True)))
    rows = Unit.objects.filter(pk__in=ids).order_by("name")
    return [
        UnitReach(
            pk, clues, name, delegation_id, delegation, by_unit[pk], states.ages.is_known(pk), states.ages.last[pk],
            states.ages.computed.get(pk),
        )
        for pk, clues, name, delegation_id, delegation in rows.values_list(
            "id", "clues", "name", "delegation_id", "delegation__name"
        )
    ]  # fmt: skip


def _delegations(person: Person, reaches: Mapping[int, Reaches], units: Sequence[UnitReach]) -> list[DelegationReach]:
    """Every delegation the person sees, those without sessions too: the map has all 35."""
    rows = Delegation.objects.visible_to(person).order_by("name")
    found = []
    for pk, code, name, row, column in rows.values_list("id", "code", "name", "tile_row", "tile_column"):
        own = [unit for unit in units if unit.delegation_id == pk]
        found.append(
            DelegationReach(
                code, name, row, column, reaches.get(pk, NOBODY), len(own), sum(not unit.is_known for unit in own)
            )
        )
    return found
