"""One drug: whose doses need it, where it is short, what lies there and what comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, F, IntegerField, QuerySet, Sum, Value, When

from delegations.models import Person, Unit
from pediatric_platform.filters.coverage import CoverageQuestion
from pediatric_platform.reach import HORIZONS, RANKS, UNKNOWN
from pediatric_platform.selectors.coverage.ages import DataAges, ages_of
from pediatric_platform.selectors.coverage.children import until
from pediatric_platform.selectors.coverage.packages import names_of
from supply.models import Balance, Drug, Requirement, RequirementPackage, Transfer
from supply.selectors.boards.stock import OnItsWay, held, on_their_way, usable_by


@dataclass(frozen=True)
class DrugAtUnit:
    """A unit with doses of the drug: pieces its children need, lack, has usable today."""

    unit_id: int
    clues: str
    name: str
    delegation: str
    children: int
    needed: int
    missing: int
    short: int
    usable: int
    first_on: date | None
    is_known: bool


@dataclass(frozen=True)
class DrugCoverage:
    """Everything the page shows but the names. `missing`: children it leaves uncovered, by horizon."""

    drug: Drug
    question: CoverageQuestion
    today: date
    missing: Mapping[int, int]
    children: Mapping[int, int]
    units: Sequence[DrugAtUnit]
    doses: QuerySet[Requirement]
    incoming: Sequence[OnItsWay]
    usable: int
    ages: DataAges

    @property
    def short(self) -> int:
        """Pieces missing within the horizon asked for."""
        return sum(unit.short for unit in self.units)

    @property
    def is_computed(self) -> bool:
        return self.ages.is_computed

    @property
    def in_transit(self) -> int:
        return sum(row.pieces for row in self.incoming)

    @property
    def stale_units(self) -> list[DrugAtUnit]:
        return [unit for unit in self.units if not unit.is_known]


@dataclass(frozen=True)
class DoseRow:
    """A child's need of the drug on a day. `name` is empty for whoever does not treat the child."""

    unit_id: int
    clues: str
    unit: str
    folio: str
    needed_on: date
    pieces: int
    short: int
    rank: int
    since: datetime | None
    name: str = ""


ORDERS = {"day": "package__needed_on", "folio": "package__folio", "unit": "package__unit__name", "short": "short"}


def drug_coverage(
    person: Person, drug: Drug, question: CoverageQuestion, *, today: date, now: datetime
) -> DrugCoverage:
    """Over everything the person sees, in a fixed number of queries."""
    lines = Requirement.objects.filter(
        drug=drug, package__in=RequirementPackage.objects.visible_to(person), package__needed_on__gte=today
    )
    needs = _needs(lines, today)
    ages = ages_of({need[0] for need in needs}, now)
    children, missing = _children(needs, today, ages)
    within = lines.filter(package__needed_on__lte=until(today, question.days))
    stock = held(Balance.objects.visible_to(person).filter(lot__drug=drug).exclude(place__kind="transito"))
    usable = usable_by((row for row in stock if row.unit_id is not None), "unit_id", today)
    return DrugCoverage(
        drug=drug,
        question=question,
        today=today,
        missing=missing,
        children=children,
        units=_units(needs, until(today, question.days), usable, ages),
        doses=_chosen(within, question, ages),
        incoming=on_their_way(Transfer.objects.visible_to(person), drug_id=drug.pk),
        usable=sum(row.on_hand for row in stock if row.is_usable(today)),
        ages=ages,
    )


# unit, folio, day, pieces needed, pieces short
Need = tuple[int, str, date, int, int]


def _needs(lines: QuerySet[Requirement], today: date) -> list[Need]:
    """Who needs the drug within the farthest horizon, where, when, how much of it and how much of that is missing."""
    far = lines.filter(package__needed_on__lte=until(today, HORIZONS[-1])).order_by()
    columns = ("package__unit_id", "package__folio", "package__needed_on")
    return list(far.values_list(*columns).annotate(Sum("pieces"), Sum("short")))


def _children(needs: Sequence[Need], today: date, ages: DataAges) -> tuple[dict[int, int], dict[int, int]]:
    """By horizon: children who need it, and those known to lack it."""
    known = {unit_id: ages.is_known(unit_id) for unit_id in ages.last}
    children, missing = {}, {}
    for days in HORIZONS:
        within = [need for need in needs if need[2] <= until(today, days)]
        children[days] = len({need[1] for need in within})
        missing[days] = len({need[1] for need in within if need[4] and known[need[0]]})
    return children, missing


def _units(needs: Sequence[Need], last: date, usable: Mapping[int, int], ages: DataAges) -> list[DrugAtUnit]:
    """Each unit with doses until `last`, most children without it first."""
    by_unit: dict[int, list[Need]] = {}
    for need in needs:
        if need[2] <= last:
            by_unit.setdefault(need[0], []).append(need)
    found = []
    for unit in Unit.objects.filter(pk__in=by_unit).select_related("delegation"):
        own = by_unit[unit.pk]
        is_known = ages.is_known(unit.pk)
        lacking = [need for need in own if need[4]] if is_known else []
        found.append(
            DrugAtUnit(
                unit_id=unit.pk,
                clues=unit.clues,
                name=unit.name,
                delegation=unit.delegation.name,
                children=len({need[1] for need in own}),
                needed=sum(need[3] for need in own),
                missing=len({need[1] for need in lacking}),
                short=sum(need[4] for need in lacking),
                usable=usable.get(unit.pk, 0),
                first_on=min((need[2] for need in lacking), default=None),
                is_known=is_known,
            )
        )
    return sorted(found, key=lambda row: (-row.missing, row.first_on or date.max, row.name))


def _chosen(lines: QuerySet[Requirement], question: CoverageQuestion, ages: DataAges) -> QuerySet[Requirement]:
    """The doses asked for, in the order asked for, each with its rank."""
    stale = When(package__unit__in=ages.stale, then=Value(UNKNOWN))
    ranks = [When(status=status, then=Value(rank)) for status, rank in RANKS.items()]
    shown = lines.annotate(rank=Case(*([stale] if ages.stale else []), *ranks, output_field=IntegerField()))
    if question.status is not None:
        shown = shown.filter(rank=question.status)
    if question.day:
        shown = shown.filter(package__needed_on=question.day)
    name = ORDERS.get(question.order.lstrip("-"), "package__needed_on")
    first = F(name).desc() if question.order.startswith("-") else F(name).asc()
    return shown.order_by(first, "package__needed_on", "package__unit__name", "package__folio", "pk")


_DOSE = ("unit_id", "unit__clues", "unit__name", "folio", "needed_on")


def dose_rows(person: Person, doses: QuerySet[Requirement]) -> list[DoseRow]:
    """The doses of one page (or all of them, for a file) with names within clinical scope. Two queries."""
    columns = (*(f"package__{name}" for name in _DOSE), "pieces", "short", "rank", "package__uncovered_since")
    rows: list[Any] = list(doses.values_list(*columns))
    names = names_of(person, {row[3] for row in rows})
    found: list[tuple[Any, ...]] = [(*row, names.get(row[3], "")) for row in rows]
    return [DoseRow(*values) for values in found]
