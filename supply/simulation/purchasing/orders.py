"""Orders and deliveries of the simulation: those that the ledger tells of, those to come, and what is planted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from supply.models import Delivery, DeliveryLine, SupplyOrder, SupplyOrderState
from supply.simulation.purchasing.cast import ALL
from supply.simulation.purchasing.market import Market, Sold
from supply.simulation.purchasing.receipts import Received

# From issue to deadline.
DAYS_TO_DELIVER = 20
# An order of which something is missing for longer than this is closed as it is.
GIVEN_UP_DAYS = 45
SHORT_REASON = "El proveedor no entregó el resto (simulado)"


@dataclass
class Book:
    """Rows made so far, in the order in which they are written."""

    orders: list[SupplyOrder] = field(default_factory=list)
    deliveries: dict[tuple[int, int, date], Delivery] = field(default_factory=dict)
    lines: list[DeliveryLine] = field(default_factory=list)
    committed: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    # What is set once its deliveries have counted: the database alone writes what an order received.
    given_up: list[SupplyOrder] = field(default_factory=list)

    def order(self, sold: Sold, place_id: int, packs: int, issued: date, deadline: date) -> SupplyOrder:
        made = SupplyOrder(
            number=f"OS-SIM-{len(self.orders) + 1:06d}", line=sold.line, place_id=place_id, packs=packs,
            price=sold.price, issued_on=issued, deadline_on=max(deadline, issued), is_simulated=True,
        )  # fmt: skip
        self.orders.append(made)
        self.committed[sold.line.pk] += packs
        return made

    def delivery(self, sold: Sold, place_id: int, on: date, at: datetime) -> Delivery:
        key = (sold.supplier.pk, place_id, on)
        if key not in self.deliveries:
            number = len(self.deliveries) + 1
            self.deliveries[key] = Delivery(
                supplier=sold.supplier, remision=f"R-SIM-{number:06d}", place_id=place_id, arrived_on=on, posted_at=at,
                temperature=Decimal("4.5"), fingerprint=f"simulacion:{number}", is_simulated=True,
            )  # fmt: skip
        return self.deliveries[key]


def tell_receipts(
    book: Book, market: Market, receipts: Sequence[Received], today: date, rng: Random, zone: object
) -> None:
    """Each receipt as an order that was delivered, late or early as its supplier is, and sometimes in part."""
    for came in receipts:
        choices = market.sold.get(came.presentation_id)
        if not choices:
            continue
        # One place buys a clave of one supplier, so that each has a record of its own.
        sold = choices[came.place_id % len(choices)]
        who = ALL[sold.character]
        late = round(rng.gauss(who.late, who.spread))
        deadline = came.on - timedelta(days=late)
        whole = rng.random() < who.whole
        packs = came.packs if whole else max(came.packs + 1, round(came.packs / who.part))
        order = book.order(sold, came.place_id, packs, deadline - timedelta(days=DAYS_TO_DELIVER), deadline)
        if order.issued_on > came.on:
            order.issued_on = came.on - timedelta(days=2)
        delivery = book.delivery(sold, came.place_id, came.on, noon(came.on, zone))
        book.lines.append(
            DeliveryLine(
                delivery=delivery, order=order, lot_number=came.lot_number, expires_on=came.expires_on,
                lot_id=came.lot_id, delivered_packs=came.packs, accepted_packs=came.packs,
            )
        )  # fmt: skip
        if packs > came.packs and (today - deadline).days > GIVEN_UP_DAYS:
            book.given_up.append(order)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Packs of a clave that a place is short of."""

    place_id: int
    presentation_id: int
    packs: int


def order_what_lacks(book: Book, market: Market, wanted: Sequence[Wanted], today: date, rng: Random) -> None:
    """Open orders: most still within their days, those of the two that do not keep their word mostly late."""
    for want in wanted:
        choices = market.sold.get(want.presentation_id)
        if not choices:
            continue
        sold = choices[want.place_id % len(choices)]
        who = ALL[sold.character]
        ahead = rng.randint(-14, 6) if who.late > 0 else rng.randint(-2, 18)
        deadline = today + timedelta(days=ahead)
        order = book.order(sold, want.place_id, want.packs, deadline - timedelta(days=DAYS_TO_DELIVER), deadline)
        order.issued_on = min(order.issued_on, today)
        if ahead < 0 and rng.random() < 0.5:
            order.promised_on = today + timedelta(days=rng.randint(2, 12))


def noon(day: date, zone: object) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=zone)  # type: ignore[arg-type]


def write(book: Book) -> None:
    """All rows, in a handful of statements; what each order received is summed by the database."""
    for order in book.given_up:
        order.state, order.reason = SupplyOrderState.CLOSED_SHORT, SHORT_REASON
    SupplyOrder.objects.bulk_create(book.orders, batch_size=2000)
    Delivery.objects.bulk_create(book.deliveries.values(), batch_size=2000)
    DeliveryLine.objects.bulk_create(book.lines, batch_size=2000)
