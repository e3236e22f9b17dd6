"""Deliveries as a file tells of them, checked one after the other before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from delegations.errors import Refusal
from delegations.models import Place
from supply.actions.ledger import LotLine
from supply.actions.ledger.posting import When, day_after_closure
from supply.actions.ledger.receive import refuse_blocked
from supply.actions.lots import LotKey
from supply.actions.purchasing.delivery_checks import check_order, check_shape
from supply.actions.purchasing.delivery_writing import (
    Received,
    arriving,
    as_said_here,
    by_lot,
    delivery_print,
    remission_given,
    tidied,
)
from supply.errors import LedgerRefusal
from supply.models import Delivery, Document, Lot, LotState, PlaceClosure, Supplier, SupplyOrder
from supply.purchasing.reception import Brought, Parted, part
from supply.purchasing.standing import OPEN
from supply.refusals.purchasing import ArrivesInTheFuture, ReceivedOutsideOrders, RemissionSaidOtherwise
from supply.selectors.purchasing.receipts import compared, receipts_outside_orders

Key = tuple[int, int, str]
"""Supplier, place, remisión."""


@dataclass
class Recorded:
    """A delivery as the file of whoever keeps the orders tells of it; `refusal` or `result` says what came of it."""

    supplier: Supplier
    remision: str
    place: Place
    arrived_on: date
    lines: Sequence[Brought]
    refusal: Refusal | None = None
    result: Received | None = None
    print: str = ""
    parted: Sequence[Parted] = ()
    accepted: dict[int, LotLine] = field(default_factory=dict)
    when: When | None = None
    """The day of its document; None where the ledger has nothing to take in, or had it."""
    document: Document | None = None
    is_linked: bool = False

    @property
    def key(self) -> Key:
        return (self.supplier.pk, self.place.pk, self.remision)


def is_well_said(delivery: Recorded) -> bool:
    """Whether it can be written as far as itself tells; its numbers are as they are stored from here on."""
    try:
        delivery.remision = remission_given(delivery.remision)
        delivery.lines = [tidied(line) for line in delivery.lines]
        check_shape(delivery.lines)
        if delivery.arrived_on > delivery.place.today():
            raise ArrivesInTheFuture
    except Refusal as refusal:
        delivery.refusal = refusal
        return False
    delivery.print = delivery_print(
        delivery.supplier, delivery.remision, delivery.place, delivery.arrived_on, None, delivery.lines
    )
    return True


class Succession:
    """One delivery after the other: what the former took, the next does not find missing."""

    def __init__(self, deliveries: Sequence[Recorded], orders: dict[int, SupplyOrder]) -> None:
        self.deliveries, self.orders = deliveries, orders
        self.missing = {pk: order.missing_packs if order.state == OPEN else 0 for pk, order in orders.items()}
        places = {delivery.place.pk for delivery in deliveries}
        numbers = {delivery.remision for delivery in deliveries}
        standing = Delivery.objects.standing().filter(settles=None, place__in=places, remision__in=numbers)
        self.standing = {(each.supplier_id, each.place_id, each.remision): each for each in standing}
        self.outside = receipts_outside_orders((delivery.place.pk, delivery.remision) for delivery in deliveries)
        self.closed = dict(PlaceClosure.objects.filter(place__in=places).values_list("place", "closed_through"))
        self.recalled = _recalled(line.lot_number for delivery in deliveries for line in delivery.lines)

    def run(self) -> list[Recorded]:
        """Those that are to be written."""
        good = []
        for delivery in self.deliveries:
            try:
                is_new = self._take(delivery)
            except LedgerRefusal as refusal:
                as_said_here(refusal)
                delivery.refusal = refusal
            except Refusal as refusal:
                delivery.refusal = refusal
            else:
                if is_new:
                    good.append(delivery)
        return good

    def _take(self, delivery: Recorded) -> bool:
        same = self.standing.get(delivery.key)
        if same is not None:
            if same.fingerprint != delivery.print:
                raise RemissionSaidOtherwise(delivery.remision, same.pk)
            delivery.result = Received(same, replayed=True)
            return False
        for index, line in enumerate(delivery.lines):
            check_order(index, line, self.orders, delivery.supplier, delivery.place, delivery.arrived_on)
        delivery.parted = part(delivery.lines, self.missing)
        delivery.accepted = arriving(delivery.lines, delivery.parted, self.orders)
        if delivery.accepted:
            self._enter(delivery)
        for line, told in zip(delivery.lines, delivery.parted, strict=True):
            self.missing[line.order_id] -= told.accepted
        return True

    def _enter(self, delivery: Recorded) -> None:
        """A receipt that the ledger had before is the delivery's own from now on; else it is to be posted."""
        receipts = self.outside.get((delivery.place.pk, delivery.remision.upper()), [])
        found = compared(receipts, by_lot(delivery.accepted.values()))
        if found.conflicting is not None:
            raise ReceivedOutsideOrders(delivery.remision, found.conflicting)
        if found.same is not None:
            receipts[:] = [receipt for receipt in receipts if receipt.document != found.same]
            delivery.document, delivery.is_linked = found.same, True
            return
        place = delivery.place
        when = day_after_closure(delivery.arrived_on, place.today(), self.closed.get(place.pk))
        for index, line in delivery.accepted.items():
            state = LotState.RECALLED if lot_key(line) in self.recalled else LotState.USABLE
            refuse_blocked(state, line.expires_on, when.fact, line.number, index)
        delivery.when = when


def lot_key(line: LotLine) -> LotKey:
    return (line.drug_id, line.number, line.expires_on)


def _recalled(numbers: Iterable[str]) -> set[LotKey]:
    lots = Lot.objects.filter(state=LotState.RECALLED, number__in=set(numbers))
    return set(lots.values_list("drug_id", "number", "expires_on"))
