"""The coverage board of one unit: its next four weeks day by day, and what each child lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min

from delegations.models import Person, Unit
from delegations.selectors.answering import Answering, who_answers
from pediatric_platform.filters.coverage import CoverageQuestion
from pediatric_platform.reach import HORIZONS, MISSING, NOBODY, Ranks, Reach, Reaches, reaches_of, worst
from pediatric_platform.selectors.coverage.ages import ages_of
from pediatric_platform.selectors.coverage.children import until, upcoming
from pediatric_platform.selectors.coverage.drugs import MissingDrug, missing_drugs
from pediatric_platform.selectors.coverage.packages import PackageRow, package_rows
from supply.models import RequirementPackage


@dataclass(frozen=True)
class DayReach:
    """A day and how the children with a session on it stand."""

    day: date
    reach: Reach


@dataclass(frozen=True)
class UnitCoverage:
    """Everything the page shows but the names: those are looked up for the rows of one page only."""

    unit: Unit
    question: CoverageQuestion
    today: date
    has_any: bool
    answering: Answering
    is_known: bool
    data_at: datetime | None
    computed_at: datetime | None = None
    rows: Sequence[PackageRow] = ()
    drugs: Sequence[MissingDrug] = ()

    @property
    def reaches(self) -> Reaches:
        """Children by how they stand, in each horizon."""
        children: dict[str, Ranks] = {}
        for row in self.rows:
            ranks = tuple(row.rank if row.needed_on <= until(self.today, days) else 0 for days in HORIZONS)
            children[row.folio] = worst(children[row.folio], ranks) if row.folio in children else ranks
        return reaches_of((ranks, 1) for ranks in children.values()) if children else NOBODY

    @property
    def shown(self) -> Reach:
        return self.reaches[self.question.days]

    @property
    def is_computed(self) -> bool:
        return self.computed_at is not None

    @property
    def days(self) -> list[DayReach]:
        """The days that have sessions, today first."""
        found: dict[date, dict[str, int]] = {}
        for row in self.rows:
            children = found.setdefault(row.needed_on, {})
            children[row.folio] = max(children.get(row.folio, 0), row.rank)
        return [DayReach(day, _reach(list(children.values()))) for day, children in sorted(found.items())]

    @property
    def chosen(self) -> list[PackageRow]:
        """The packages asked for, in the order asked for."""
        question, last = self.question, until(self.today, self.question.days)
        rows = [
            row
            for row in self.rows
            if (question.status is None or row.rank == question.status)
            and (row.needed_on == question.day if question.day else row.needed_on <= last)
        ]
        name = question.order.lstrip("-")
        if name in _ORDERS:
            rows.sort(key=_ORDERS[name], reverse=question.order.startswith("-"))
        return rows


_ORDERS = {
    "day": lambda row: (row.needed_on, row.folio),
    "folio": lambda row: (row.folio, row.needed_on),
    "since": lambda row: (row.since is None, row.since.timestamp() if row.since else 0, row.needed_on),
}


def unit_coverage(person: Person, unit: Unit, question: CoverageQuestion, *, now: datetime) -> UnitCoverage:
    """For somebody who sees the unit, in a fixed number of queries."""
    today = unit.today()
    ages = ages_of([unit.pk], now)
    packages = upcoming(person, today).filter(unit=unit)
    rows = package_rows(packages, is_known=ages.is_known(unit.pk))
    return UnitCoverage(
        unit=unit,
        question=question,
        today=today,
        has_any=bool(rows) or RequirementPackage.objects.visible_to(person).filter(unit=unit).exists(),
        answering=who_answers(unit, today),
        is_known=ages.is_known(unit.pk),
        data_at=ages.last[unit.pk],
        computed_at=ages.computed_at,
        rows=rows,
        drugs=missing_drugs(packages.filter(needed_on__lte=until(today, question.days)), without=ages.stale),
    )


@dataclass(frozen=True)
class UncoveredSoon:
    """A unit and how many of its children lack something within some days; `first_on` is the first such day."""

    unit: Unit
    children: int
    first_on: date


def uncovered_soon(units: Sequence[Unit], *, days: int, today: date, now: datetime) -> list[UncoveredSoon]:
    """Those of the units where somebody is known to lack something, the first day first. One query where nobody does,
    else three."""
    packages = RequirementPackage.objects.filter(unit__in=units).needed_between(today, until(today, days)).uncovered()
    rows = list(
        packages.order_by()
        .values_list("unit_id")
        .annotate(children=Count("folio", distinct=True), first_on=Min("needed_on"))
    )
    if not rows:
        return []
    by_id = {unit.pk: unit for unit in units}
    ages = ages_of([row[0] for row in rows], now)
    found = [UncoveredSoon(by_id[pk], children, day) for pk, children, day in rows if ages.is_known(pk)]
    return sorted(found, key=lambda one: (one.first_on, -one.children, one.unit.name))


def _reach(ranks: Sequence[int]) -> Reach:
    return Reach(*(ranks.count(MISSING - index) for index in range(len(Reach._fields))))
