"""What there is: by drug and lot at a place, and by place for whoever looks for a drug."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    FilteredRelation,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce

from delegations.models import Person, Place, PlaceKind
from supply.expiry import EXPIRED, HORIZONS, expiry_mark
from supply.mixing import MIXED_CLASSES, MIXED_FORMS
from supply.models import Assortment, Balance, Drug, LotState


@dataclass(frozen=True)
class ShelfLine:
    """One lot at a place as a page shows it. `mark`: 0 expired, 30/60/90 the nearest horizon, None far."""

    lot_id: int
    number: str
    expires_on: date
    on_hand: int
    state: str
    state_label: str
    mark: int | None

    @property
    def is_usable(self) -> bool:
        return self.state == LotState.USABLE and self.mark != EXPIRED


def stock_of(place: Place, day: date) -> QuerySet[Drug]:
    """Drugs that the place holds or its unit must carry, with their pieces there.

    Annotates `on_hand`, `usable`, `blocked` (expired, quarantined or recalled), `expiring_30/60/90` (usable, each
    including the one before), `lot_count`, `first_expiry` (of usable lots) and `assorted`.
    """
    good = Q(here__lot__state=LotState.USABLE, here__lot__expires_on__gte=day, here__on_hand__gt=0)

    def pieces(condition: Q | None = None) -> Coalesce:
        return Coalesce(Sum("here__on_hand", filter=condition), 0, output_field=IntegerField())

    expiring = {
        f"expiring_{days}": pieces(good & Q(here__lot__expires_on__lte=day + timedelta(days=days))) for days in HORIZONS
    }
    return (
        Drug.objects.annotate(
            here=FilteredRelation("lots__balances", condition=Q(lots__balances__place=place)),
            assorted=_assorted(place, day),
        )
        .annotate(
            on_hand=pieces(),
            usable=pieces(good),
            blocked=pieces(~Q(here__lot__state=LotState.USABLE) | Q(here__lot__expires_on__lt=day)),
            lot_count=Count("here", filter=Q(here__on_hand__gt=0)),
            first_expiry=Min("here__lot__expires_on", filter=good),
            **expiring,
        )
        .filter(Q(on_hand__gt=0) | Q(assorted=True))
    )


def _assorted(place: Place, day: date) -> Any:
    """Whether the unit must carry the drug and it lies here: what a pharmacy never gives out is not missing there.

    The week's rule (`supply/sql/draft_lines.sql`): where it has lain already, else its natural kind of place.
    A delegation's own warehouse has no assortment.
    """
    if place.unit_id is None:
        return Value(False, output_field=BooleanField())
    carried = Exists(Assortment.objects.in_force(day).filter(unit=place.unit_id, drug=OuterRef("pk")))
    has_lain_here = Exists(Balance.objects.at(place).filter(lot__drug=OuterRef("pk")))
    return ExpressionWrapper(Q(carried) & (Q(has_lain_here) | _natural(place)), output_field=BooleanField())


def _natural(place: Place) -> Q:
    """Which drugs this kind of place gives out by nature (supply/mixing.py), beside the unit's other places."""
    kinds = set(Place.objects.filter(unit=place.unit_id).active().values_list("kind", flat=True))
    mixed = Q(drug_class__in=MIXED_CLASSES, form__iregex=MIXED_FORMS)
    nothing, everything = Q(pk__in=[]), ~Q(pk__in=[])
    if place.kind == PlaceKind.MIXING_CENTRE:
        return mixed if PlaceKind.PHARMACY in kinds else everything
    if place.kind == PlaceKind.PHARMACY:
        return ~mixed if PlaceKind.MIXING_CENTRE in kinds else everything
    return nothing


def shelves_of(place: Place, day: date, drug_ids: Iterable[int]) -> dict[int, list[ShelfLine]]:
    """Drug → its lots with pieces at the place, first to expire first. One query."""
    found: dict[int, list[ShelfLine]] = defaultdict(list)
    balances = Balance.objects.at(place).in_stock().filter(lot__drug_id__in=list(drug_ids)).fefo().select_related("lot")
    for balance in balances:
        lot = balance.lot
        found[lot.drug_id].append(
            ShelfLine(
                lot.pk,
                lot.number,
                lot.expires_on,
                balance.on_hand,
                lot.state,
                str(lot.get_state_display()),
                expiry_mark(lot.expires_on, day),
            )
        )
    return found


@dataclass(frozen=True)
class PlaceTotals:
    """The head of a place's page, in pieces; `claves` and `out` count drugs."""

    usable: int
    blocked: int
    expiring_90: int
    claves: int
    out: int


def totals_of(place: Place, day: date) -> PlaceTotals:
    """The place's totals over all its drugs."""
    rows: Any = stock_of(place, day)
    rows = rows.values("pk", "usable", "blocked", "expiring_90", "assorted", "on_hand")
    usable = blocked = expiring = claves = out = 0
    for row in rows:
        usable += row["usable"]
        blocked += row["blocked"]
        expiring += row["expiring_90"]
        claves += bool(row["on_hand"])
        out += row["assorted"] and not row["usable"]
    return PlaceTotals(usable, blocked, expiring, claves, out)


def places_with_stock(person: Person, drugs: QuerySet[Drug] | None, day: date) -> QuerySet[Place]:
    """The person's places with `usable`, `on_hand` and `expiring_90` pieces and `claves` held, of `drugs` or of all."""
    balances = Balance.objects.filter(place=OuterRef("pk")).in_stock()
    if drugs is not None:
        balances = balances.filter(lot__drug__in=drugs)
    good = balances.filter(lot__state=LotState.USABLE, lot__expires_on__gte=day)

    def total(rows: QuerySet[Balance]) -> Coalesce:
        summed = rows.order_by().values("place").annotate(total=Sum("on_hand")).values("total")
        return Coalesce(Subquery(summed, output_field=IntegerField()), 0)

    claves = balances.order_by().values("place").annotate(total=Count("lot__drug", distinct=True)).values("total")
    return (
        Place.objects.visible_to(person)
        .active()
        .select_related("delegation", "unit")
        .annotate(
            on_hand=total(balances),
            usable=total(good),
            expiring_90=total(good.filter(lot__expires_on__lte=day + timedelta(days=90))),
            claves=Coalesce(Subquery(claves, output_field=IntegerField()), 0),
        )
    )
