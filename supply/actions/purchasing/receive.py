"""What a supplier brings is counted, parted and taken into the ledger: one remisión, one effect."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction

from delegations import audit
from delegations.models import Person, Place
from supply.actions import ledger
from supply.actions.lots import ensure_lots
from supply.actions.order_changes import orders_changed
from supply.actions.purchasing.delivery_checks import check_order, check_quality, check_shape
from supply.actions.purchasing.delivery_writing import (
    Received,
    arriving,
    as_said_here,
    by_lot,
    delivery_print,
    hold_orders,
    ledger_key,
    line_rows,
    received,
    received_trace,
    remission_given,
    tidied,
    wait_for,
)
from supply.actions.purchasing.writing import tidy, whose
from supply.errors import LedgerRefusal
from supply.models import Delivery, DeliveryLine, Document, Source, Supplier, SupplyOrder
from supply.purchasing.reception import Brought, Parted, part
from supply.purchasing.standing import OPEN
from supply.purchasing_rights import must_manage, must_receive
from supply.refusals.purchasing import ArrivesInTheFuture, ReceivedOutsideOrders, RemissionSaidOtherwise
from supply.selectors.purchasing.receipts import receipt_outside_orders


@transaction.atomic
def receive_delivery(
    *,
    supplier: Supplier,
    remision: str,
    place: Place,
    arrived_on: date,
    lines: Sequence[Brought],
    by: Person | None,
    temperature: Decimal | None = None,
    note: str = "",
    source: str = Source.PAGE,
    as_recorded: bool = False,
    is_simulated: bool = False,
) -> Received:
    """Packs by order and lot: accepted up to what each order lacks, rejected with a reason, the rest held as over.

    The same remisión with the same content is one effect, however often it is sent; with another content it is refused.
    `as_recorded`: what the file of whoever keeps the orders tells of the past enters as it was, without asking for what
    nobody measured, at any place.
    """
    if as_recorded:
        must_manage(by)
    else:
        must_receive(by, place)
    number = remission_given(remision)
    lines = [tidied(line) for line in lines]
    check_shape(lines)
    if arrived_on > place.today():
        raise ArrivesInTheFuture
    wait_for([(supplier.pk, place.pk, number)])
    orders = hold_orders({line.order_id for line in lines})
    print_ = delivery_print(supplier, number, place, arrived_on, temperature, lines)
    same = Delivery.objects.standing().filter(supplier=supplier, remision=number, place=place, settles=None).first()
    if same is not None:
        if same.fingerprint != print_:
            raise RemissionSaidOtherwise(number, same.pk)
        return Received(same, replayed=True)
    for index, line in enumerate(lines):
        check_order(index, line, orders, supplier, place, arrived_on)
        if not as_recorded:
            check_quality(index, line, orders[line.order_id], arrived_on, temperature)
    parted = part(lines, {pk: order.missing_packs if order.state == OPEN else 0 for pk, order in orders.items()})
    document, linked = post_accepted(
        place=place, supplier=supplier, number=number, lines=lines, parted=parted, orders=orders, by=by,
        arrived_on=arrived_on, note=note, source=source,
    )  # fmt: skip
    delivery = Delivery.objects.create(
        supplier=supplier, remision=number, place=place, arrived_on=arrived_on, temperature=temperature,
        document=document, posted_by=by, fingerprint=print_, note=tidy(note, 240), is_simulated=is_simulated,
    )  # fmt: skip
    return tell_lines(delivery, lines, parted, orders, by=by, linked=linked)


def post_accepted(
    *,
    place: Place,
    supplier: Supplier,
    number: str,
    lines: Sequence[Brought],
    parted: Sequence[Parted],
    orders: dict[int, SupplyOrder],
    by: Person | None,
    arrived_on: date,
    note: str,
    source: str,
    settles: int | None = None,
) -> tuple[Document | None, bool]:
    """The document of what was accepted, and whether the ledger had it already; None where nothing was."""
    accepted = arriving(lines, parted, orders)
    if not accepted:
        return None, False
    taken = list(accepted)
    if settles is None:
        found = receipt_outside_orders(place, number, by_lot(accepted.values()))
        if found.conflicting is not None:
            raise ReceivedOutsideOrders(number, found.conflicting)
        if found.same is not None:
            return found.same, True
    voided = Delivery.objects.filter(supplier=supplier, remision=number, place=place, voided_at__isnull=False).count()
    try:
        posting = ledger.receive(
            place=place, lines=list(accepted.values()), key=ledger_key(supplier.pk, number, voided, settles), by=by,
            occurred_on=arrived_on, reference=number, note=tidy(note, 240), source=source,
        )  # fmt: skip
    except LedgerRefusal as refusal:
        refusal.line = taken[refusal.line] if refusal.line is not None else None
        as_said_here(refusal)
        raise
    return posting.document, False


def tell_lines(
    delivery: Delivery,
    lines: Sequence[Brought],
    parted: Sequence[Parted],
    orders: dict[int, SupplyOrder],
    *,
    by: Person | None,
    linked: bool = False,
) -> Received:
    """Write the lines (the orders' sums follow by trigger), the trace, and what depends on the orders."""
    drugs = {pk: order.line.presentation.drug_id for pk, order in orders.items()}
    keys = {
        index: (drugs[line.order_id], line.lot_number, line.expires_on)
        for index, line in enumerate(lines)
        if parted[index].accepted
    }
    lots = ensure_lots(list(keys.values())) if keys else {}
    DeliveryLine.objects.bulk_create(line_rows(delivery, lines, parted, {i: lots[key] for i, key in keys.items()}))
    result = received(delivery, parted, linked=linked)
    after = received_trace(result, orders.values())
    audit.record(type="delivery.received", by=by, target=delivery, after=after, **whose(delivery))
    orders_changed(orders.values())
    return result
