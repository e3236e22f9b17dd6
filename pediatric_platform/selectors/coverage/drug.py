"""One drug: whose doses need it, where it is short, what lies there and what comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Min, Q, QuerySet, Sum, Value, When

from delegations.models import Person, Unit
from pediatric_platform.filters.coverage import CoverageQuestion
from pediatric_platform.reach import HORIZONS, RANKS, UNKNOWN
from pediatric_platform.selectors.coverage.ages import DataAges, ages_of
from pediatric_platform.selectors.coverage.children import until
from pediatric_platform.selectors.coverage.packages import names_of
from supply.models import Balance, CoverageStatus, Drug, Requirement, RequirementPackage, Transfer
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
    far = lines.filter(package__needed_on__lte=until(today, HORIZONS[-1]))
    ages = ages_of(list(far.order_by().values_list("package__unit_id", flat=True).distinct()), now)
    short = Q(status=CoverageStatus.UNCOVERED) & ~Q(package__unit__in=ages.stale)
    counts: dict[str, Any] = {}
    for days in HORIZONS:
        within = Q(package__needed_on__lte=until(today, days))
        counts[f"missing_{days}"] = Count("package__folio", distinct=True, filter=within & short)
        counts[f"children_{days}"] = Count("package__folio", distinct=True, filter=within)
    sums = far.aggregate(**counts)
    within = lines.filter(package__needed_on__lte=until(today, question.days))
    stock = held(Balance.objects.visible_to(person).filter(lot__drug=drug).exclude(place__kind="transito"))
    usable = usable_by((row for row in stock if row.unit_id is not None), "unit_id", today)
    return DrugCoverage(
        drug=drug,
        question=question,
        today=today,
        missing={days: sums[f"missing_{days}"] for days in HORIZONS},
        children={days: sums[f"children_{days}"] for days in HORIZONS},
        units=_units(within, short, usable, ages),
        doses=_chosen(within, question, ages),
        incoming=on_their_way(Transfer.objects.visible_to(person), drug_id=drug.pk),
        usable=sum(row.on_hand for row in stock if row.is_usable(today)),
        ages=ages,
    )


def _units(lines: QuerySet[Requirement], short: Q, usable: Mapping[int, int], ages: DataAges) -> list[DrugAtUnit]:
    rows = lines.order_by().values_list("package__unit_id").annotate(
        children=Count("package__folio", distinct=True),
        needed=Sum("pieces"),
        missing=Count("package__folio", distinct=True, filter=short),
        lacking=Sum("short", filter=short),
        first_on=Min("package__needed_on", filter=short),
    )  # fmt: skip
    found = list(rows)
    units = {
        unit.pk: unit for unit in Unit.objects.filter(pk__in=[row[0] for row in found]).select_related("delegation")
    }
    made = [
        DrugAtUnit(
            pk, units[pk].clues, units[pk].name, units[pk].delegation.name, children, needed, missing, lacking or 0,
            usable.get(pk, 0), first_on, ages.is_known(pk),
        )
        for pk, children, needed, missing, lacking, first_on in found
    ]  # fmt: skip
    return sorted(made, key=lambda row: (-row.missing, row.first_on or date.max, row.name))


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
    rows = list(doses.values_list(*columns))
    names = names_of(person, {row[3] for row in rows})
    return [DoseRow(*row, names.get(row[3], "")) for row in rows]
