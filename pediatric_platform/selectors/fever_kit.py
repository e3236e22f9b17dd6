"""What the emergency kit for fever holds at some hospitals: drugs by the ledger, the rest as somebody counted it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from delegations.models import Person, PlaceKind, Unit
from pediatric_platform.models import FeverDoor, KitAlert, KitItem, KitRole
from pediatric_platform.selectors.fever_rules import rule_values
from supply.models import Balance
from supply.selectors.coverage import data_at


@dataclass(frozen=True, slots=True)
class KitLine:
    """An item with what there is of it. `on_hand` None: a supply that nobody has counted yet.

    `at`: of a drug, the hospital's newest stock data; of a supply, when it was counted.
    """

    item: KitItem
    on_hand: int | None
    at: datetime | None = None
    is_old: bool = False

    @property
    def is_short(self) -> bool:
        """Below its minimum, as far as anybody knows."""
        return self.on_hand is not None and self.on_hand < self.item.minimum

    @property
    def is_out(self) -> bool:
        return self.on_hand == 0

    @property
    def is_known(self) -> bool:
        """Whether the count may be relied on: it was made, and not too long ago."""
        return self.on_hand is not None and not self.is_old

    @property
    def is_antibiotic(self) -> bool:
        return self.item.role != KitRole.SUPPLY

    @property
    def tone(self) -> str:
        """The category whose mark and hue it is shown with (delegations/charts)."""
        if self.is_out:
            return "out"
        if self.is_short:
            return "critical"
        return "adequate" if self.is_known else "none"


@dataclass(frozen=True, slots=True)
class Kit:
    """One hospital's kit; `lines` in its own order. Empty: nobody has said what it must hold."""

    unit_id: int
    lines: tuple[KitLine, ...]

    @property
    def short(self) -> list[KitLine]:
        """What is below its minimum, antibiotics first, what is out before the rest."""
        return sorted(
            (line for line in self.lines if line.is_short),
            key=lambda line: (not line.is_antibiotic, not line.is_out, line.item.position),
        )

    @property
    def unknown(self) -> list[KitLine]:
        """What nobody has counted, or not lately."""
        return [line for line in self.lines if not line.is_known and not line.is_short]

    @property
    def is_short(self) -> bool:
        return any(line.is_short for line in self.lines)

    @property
    def has_antibiotic(self) -> bool:
        """Whether some antibiotic of the kit is there at all."""
        return any(line.is_antibiotic and line.on_hand for line in self.lines)

    @property
    def lacks_antibiotic(self) -> bool:
        """Whether the kit names antibiotics and there is none of any."""
        return any(line.is_antibiotic for line in self.lines) and not self.has_antibiotic


def kit_of(unit_ids: Iterable[int], *, now: datetime | None = None, with_ages: bool = True) -> dict[int, Kit]:
    """Unit → its kit, each unit asked for, even one whose kit nobody has listed. Four queries, five with ages of data.

    Drugs: usable pieces in the unit's own places on its own day; what is in transit does not count.
    """
    wanted = sorted(set(unit_ids))
    if not wanted:
        return {}
    moment = now or timezone.now()
    items = list(KitItem.objects.active().filter(unit__in=wanted).select_related("drug").order_by("position", "pk"))
    rules = rule_values()
    stock = _usable(items, moment) if items else {}
    told = data_at(wanted) if with_ages and items else {}
    lines: dict[int, list[KitLine]] = defaultdict(list)
    for item in items:
        lines[item.unit_id].append(_line(item, stock, told, moment, rules))
    return {unit_id: Kit(unit_id, tuple(lines[unit_id])) for unit_id in wanted}


def _line(
    item: KitItem,
    stock: dict[tuple[int, int], int],
    told: dict[int, datetime],
    now: datetime,
    rules: dict[str, Decimal],
) -> KitLine:
    if item.drug_id is not None:
        return KitLine(item, stock.get((item.unit_id, item.drug_id), 0), told.get(item.unit_id))
    old = item.counted_at is not None and now - item.counted_at > timedelta(days=float(rules["kit_count_days"]))
    return KitLine(item, item.counted, item.counted_at, is_old=old)


def _usable(items: list[KitItem], now: datetime) -> dict[tuple[int, int], int]:
    """(unit, drug) → usable pieces, each lot judged by the day where its hospital stands."""
    drugs = {item.drug_id for item in items if item.drug_id is not None}
    if not drugs:
        return {}
    days = {
        unit.pk: now.astimezone(unit.zone).date()
        for unit in Unit.objects.filter(pk__in={item.unit_id for item in items}).only("pk", "time_zone")
    }
    rows = (
        Balance.objects.usable_on(min(days.values()))
        .filter(place__unit__in=list(days), place__is_active=True, lot__drug__in=drugs)
        .exclude(place__kind=PlaceKind.TRANSIT)
        .values("place__unit_id", "lot__drug_id", "lot__expires_on")
        .annotate(pieces=Sum("on_hand"))
        .order_by()
    )
    found: dict[tuple[int, int], int] = defaultdict(int)
    for row in rows:
        if row["lot__expires_on"] >= days[row["place__unit_id"]]:
            found[row["place__unit_id"], row["lot__drug_id"]] += row["pieces"]
    return dict(found)


def hospitals_with_kits(person: Person) -> QuerySet[Unit]:
    """The person's hospitals that give chemotherapy or keep a kit: `items`, standing `alerts` and since when the oldest
    one stands (`short_since`), `door` (None: none is told) and `worst`, by which the list is sorted.
    """
    items = KitItem.objects.active().filter(unit=OuterRef("pk")).order_by()
    standing = KitAlert.objects.standing().filter(item__unit=OuterRef("pk")).order_by()

    def number(rows: QuerySet[Any], group: str) -> Coalesce:
        counted = rows.values(group).annotate(n=Count("pk")).values("n")
        return Coalesce(Subquery(counted, output_field=IntegerField()), 0)

    return (
        Unit.objects.visible_to(person)
        .select_related("delegation")
        .filter(Q(closed_on__isnull=True) & (Q(provides_chemotherapy=True) | Exists(items)))
        .annotate(
            items=number(items, "unit"),
            alerts=number(standing, "item__unit"),
            short_since=Subquery(standing.order_by("since").values("since")[:1]),
            door=Subquery(FeverDoor.objects.filter(unit=OuterRef("pk"), is_open=True).values("name")[:1]),
        )
        .annotate(
            worst=Case(
                When(alerts__gt=0, then=Value(0)),
                When(items=0, then=Value(1)),
                When(door__isnull=True, then=Value(2)),
                default=Value(3),
                output_field=IntegerField(),
            )
        )
    )


def alerts_of(unit: Unit, last: int = 20) -> list[KitAlert]:
    """The kit's alerts, those that stand first."""
    rows = KitAlert.objects.filter(item__unit=unit).select_related("item")
    return list(rows.order_by(F("ended_at").desc(nulls_first=True), "-since", "-pk")[:last])
