"""Deliveries as lists and pages show them, and what a place awaits."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from delegations.models import Person, Place
from supply.models import Delivery, DeliveryLine, SupplyOrder, SupplyOrderState


def deliveries_seen(person: Person) -> QuerySet[Delivery]:
    """The deliveries to one's places, with their sums of packs."""
    seen = Delivery.objects.visible_to(person).select_related("supplier", "place__unit", "place__delegation")
    return seen.annotate(
        accepted=Coalesce(Sum("lines__accepted_packs"), 0),
        rejected=Coalesce(Sum("lines__rejected_packs"), 0),
        over=Coalesce(Sum("lines__over_packs"), 0),
        order_count=Count("lines__order", distinct=True),
    )


def lines_of_delivery(delivery: Delivery) -> list[DeliveryLine]:
    rows = delivery.lines.select_related("order__line__presentation__drug", "lot")
    return list(rows.order_by("pk"))


def held_lines(delivery: Delivery) -> set[int]:
    """Lines with packs over of which nobody has decided."""
    return set(DeliveryLine.objects.held().filter(delivery=delivery).values_list("pk", flat=True))


def settlements_of(delivery: Delivery) -> dict[int, Delivery]:
    """Line → the standing decision about what was over in it."""
    rows = Delivery.objects.standing().filter(settles__delivery=delivery).select_related("posted_by")
    return {row.settles_id: row for row in rows if row.settles_id is not None}


def orders_that_may_take(line: DeliveryLine) -> QuerySet[SupplyOrder]:
    """Open orders of the same supplier, place and clave that lack as many packs as are held."""
    contract_line = line.order.line
    return (
        SupplyOrder.objects.open()
        .filter(
            place=line.delivery.place_id,
            line__contract__supplier=line.delivery.supplier_id,
            line__presentation=contract_line.presentation_id,
            received_packs__lte=F("packs") - line.over_packs,
        )
        .order_by("deadline_on", "pk")
    )


@dataclass(frozen=True, slots=True)
class AwaitedFrom:
    """What a place awaits from one supplier."""

    supplier_id: int
    supplier: str
    orders: int
    late: int
    packs: int
    next_on: date


def awaited_at(place: Place, today: date) -> list[AwaitedFrom]:
    """Suppliers with open orders to the place, the earliest deadline first. One query."""
    rows = (
        SupplyOrder.objects.open()
        .filter(place=place)
        .order_by()
        .values("line__contract__supplier", "line__contract__supplier__name")
        .annotate(
            orders=Count("pk"),
            late=Count("pk", filter=Q(deadline_on__lt=today)),
            lacking=Sum(F("packs") - F("received_packs")),
            next_on=Min("deadline_on"),
        )
    )
    found = [
        AwaitedFrom(
            row["line__contract__supplier"],
            row["line__contract__supplier__name"],
            row["orders"],
            row["late"],
            row["lacking"],
            row["next_on"],
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: (row.next_on, row.supplier))


def receivable(place: Place, supplier_id: int, named: Collection[int] = ()) -> Sequence[SupplyOrder]:
    """Orders of a supplier that the place may receive for, the earliest deadline first: open ones, and those that a
    form already names: one sent twice names orders that its first sending completed."""
    rows = SupplyOrder.objects.filter(
        Q(state=SupplyOrderState.OPEN) | Q(pk__in=named), place=place, line__contract__supplier=supplier_id
    ).select_related("line__presentation__drug", "line__contract")
    return list(rows.order_by("deadline_on", "pk"))
