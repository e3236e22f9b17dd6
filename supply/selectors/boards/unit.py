"""A unit today: every drug it must carry against what lies there, and what has to be done first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Max, Sum

from delegations.models import Person, Place, Unit
from supply.coverage import CATEGORIES, DEFAULT_THRESHOLDS, category, days_of_coverage
from supply.models import (
    Assortment,
    Balance,
    CoverageThreshold,
    Document,
    DocumentKind,
    PrescriptionTally,
    ReportState,
    Transfer,
    WeeklyLine,
    WeeklyReport,
)
from supply.models.drug import label_of
from supply.models.weekly_line import LineKind
from supply.selectors.boards.managers import Manager, managers_of
from supply.selectors.boards.stock import Held, OnItsWay, held, on_their_way
from supply.weeks import IsoWeek

SPARK_WEEKS = 13
COUNT_EVERY = 30  # days after which a place should be counted again: a working value, nobody's rule


@dataclass(frozen=True)
class UnitDrug:
    """A drug the unit must carry: what is usable now, how long it lasts, what was denied this week and the last."""

    drug_id: int
    code: str | None
    label: str
    ven: str
    usable: int
    cpm: Decimal
    days: float | None
    category: str
    denied: int
    lots: Sequence[Held]
    usable_by_week: Sequence[int | None]


@dataclass(frozen=True)
class DueReport:
    """A week waiting for the unit's signature."""

    id: int
    week: IsoWeek
    due_at: datetime
    state: str


@dataclass(frozen=True)
class CountDue:
    """A place and when it was last counted; None: never."""

    place_id: int
    place: str
    code: str
    counted_on: date | None


@dataclass(frozen=True)
class Workbench:
    """What a unit has to do today, and the stock behind it."""

    unit: Unit
    today: date
    manager: Manager | None
    places: Sequence[Place]
    drugs: Sequence[UnitDrug]
    stock: Sequence[Held]
    reports: Sequence[DueReport]
    incoming: Sequence[OnItsWay]
    counts_due: Sequence[CountDue]
    last_posted_at: datetime | None

    @property
    def counts(self) -> dict[str, int]:
        """Drugs by category."""
        return {name: sum(1 for drug in self.drugs if drug.category == name) for name in CATEGORIES}

    @property
    def denied_and_out(self) -> list[UnitDrug]:
        return [drug for drug in self.drugs if drug.category == "out" and drug.denied]

    @property
    def out(self) -> list[UnitDrug]:
        """At zero, and nobody was turned away for it yet."""
        return [drug for drug in self.drugs if drug.category == "out" and not drug.denied]

    @property
    def critical(self) -> list[UnitDrug]:
        return [drug for drug in self.drugs if drug.category == "critical"]

    @property
    def blocked(self) -> list[Held]:
        """On the shelf and not to be given."""
        return [row for row in self.stock if row.is_blocked(self.today)]

    def expiring(self, after: int, until: int) -> list[Held]:
        """Usable lots that expire more than `after` and at most `until` days from today."""
        return [
            row
            for row in self.stock
            if row.expires_within(self.today, until) and not row.expires_within(self.today, after)
        ]

    @property
    def usable(self) -> int:
        return sum(row.on_hand for row in self.stock if row.is_usable(self.today))


def workbench(person: Person, unit: Unit) -> Workbench:
    """The unit's day, for a person who sees it, in a fixed number of queries."""
    today = unit.today()
    places = list(Place.objects.visible_to(person).filter(unit=unit).active().stock_keeping())
    stock = held(Balance.objects.visible_to(person).filter(place__in=places))
    reports = WeeklyReport.objects.visible_to(person).filter(unit=unit)
    due = reports.filter(state__in=[ReportState.DRAFT, ReportState.OBSERVED]).order_by("week")
    transfers = Transfer.objects.visible_to(person).filter(to_place__in=places)
    counted = _last_counts(places)
    managers = managers_of(units=[unit.pk], delegations=[unit.delegation_id])
    return Workbench(
        unit=unit,
        today=today,
        manager=managers.of(unit.pk, unit.delegation_id),
        places=places,
        drugs=_drugs(person, unit, stock, today),
        stock=stock,
        reports=[
            DueReport(pk, IsoWeek.of(monday), due_at, state)
            for pk, monday, due_at, state in due.values_list("id", "week", "due_at", "state")
        ],
        incoming=on_their_way(transfers),
        counts_due=[
            CountDue(place.pk, place.name, place.code, counted.get(place.pk))
            for place in places
            if counted.get(place.pk) is None or counted[place.pk] < today - timedelta(days=COUNT_EVERY)
        ],
        last_posted_at=Document.objects.visible_to(person)
        .filter(place__in=places)
        .aggregate(last=Max("posted_at"))["last"],
    )


def _last_counts(places: Sequence[Place]) -> dict[int, date]:
    rows = Document.objects.filter(place__in=places, kind=DocumentKind.COUNT).values_list("place_id")
    return dict(rows.annotate(last=Max("occurred_on")).order_by())


def _drugs(person: Person, unit: Unit, stock: Sequence[Held], today: date) -> list[UnitDrug]:
    """The drugs of the unit's assortment, most harm first: denied, then out, then the fewest days."""
    since = IsoWeek.of(today).previous(SPARK_WEEKS).monday
    lines = WeeklyLine.objects.visible_to(person).filter(
        report__unit=unit, report__week__gte=since, place_kind=LineKind.WHOLE
    )
    cpm: dict[int, Decimal] = {}
    weekly: dict[int, dict[date, int]] = {}
    mondays: set[date] = set()
    for drug_id, monday, usable, monthly in lines.order_by("report__week").values_list(
        "drug_id", "report__week", "usable", "cpm"
    ):
        cpm[drug_id] = monthly  # the newest week is read last
        weekly.setdefault(drug_id, {})[monday] = usable
        mondays.add(monday)
    tallies = PrescriptionTally.objects.visible_to(person).filter(
        unit=unit, day__gte=IsoWeek.of(today).previous().monday, day__lte=today
    )
    denied = dict(tallies.values_list("drug_id").annotate(total=Sum("denied")).order_by())
    rows = CoverageThreshold.objects.values_list("category", "from_days")
    thresholds = [(name, float(days)) for name, days in rows] or DEFAULT_THRESHOLDS
    by_drug: dict[int, list[Held]] = {}
    for row in stock:
        by_drug.setdefault(row.drug_id, []).append(row)
    assorted = Assortment.objects.visible_to(person).filter(unit=unit).in_force(today).order_by("drug__generic_name")
    columns = (
        "drug_id",
        "drug__code",
        "drug__ven",
        "drug__generic_name",
        "drug__strength",
        "drug__strength_unit",
        "drug__form",
    )
    found = []
    for drug_id, code, ven, *names in assorted.values_list(*columns):
        lots = by_drug.get(drug_id, [])
        usable = sum(row.on_hand for row in lots if row.is_usable(today))
        monthly = cpm.get(drug_id, Decimal(0))
        found.append(
            UnitDrug(
                drug_id=drug_id,
                code=code,
                label=label_of(*names),
                ven=ven,
                usable=usable,
                cpm=monthly,
                days=days_of_coverage(usable, float(monthly)),
                category=category(usable, float(monthly), thresholds),
                denied=denied.get(drug_id, 0),
                lots=lots,
                usable_by_week=[weekly.get(drug_id, {}).get(day) for day in sorted(mondays)],
            )
        )
    order = {name: index for index, name in enumerate(CATEGORIES)}
    return sorted(found, key=lambda drug: (order[drug.category], -drug.denied, -drug.cpm, drug.label))


__all__ = ["Workbench", "workbench"]
