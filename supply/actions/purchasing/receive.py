"""What a supplier brings is counted, parted and taken into the ledger: one remisión, one effect."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db import connection, transaction
from django.utils.translation import gettext as _

from delegations import audit
from delegations.charts.numbers import grouped
from delegations.models import Person, Place
from supply.actions import ledger
from supply.actions.ledger import LotLine
from supply.actions.ledger.posting import fingerprint
from supply.actions.lots import LotKey, ensure_lots, lot_number
from supply.actions.order_changes import orders_changed
from supply.actions.purchasing.delivery_checks import check_order, check_quality, check_shape
from supply.actions.purchasing.writing import must_say, tidy, whose
from supply.errors import LedgerRefusal
from supply.models import Delivery, DeliveryLine, Document, Source, Supplier, SupplyOrder
from supply.purchasing.reception import Brought, Parted, part, remission
from supply.purchasing.standing import OPEN
from supply.purchasing_rights import must_manage, must_receive
from supply.refusals.purchasing import ArrivesInTheFuture, BadPacks, ReceivedOutsideOrders, RemissionSaidOtherwise
from supply.selectors.purchasing.receipts import receipt_outside_orders

# Beside the ledger's advisory locks (72001, 72002): whoever receives the same remisión waits.
REMISSION_LOCK = 72061
# Of one lot in one delivery: what no hospital holds, and the ledger's columns still do.
MOST_PIECES = 100_000_000
# What the ledger calls a field, as this form calls it.
_FIELDS = {"lot": "number", "pieces": "delivered", "occurred_on": "arrived_on"}


@dataclass(frozen=True, slots=True)
class Received:
    """What came of it. `replayed`: it was on record already; `linked`: its pieces were in the ledger already."""

    delivery: Delivery
    accepted: int = 0
    rejected: int = 0
    over: int = 0
    replayed: bool = False
    linked: bool = False


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
    number = remission(must_say(remision, "remision", 60, _("Falta el número de remisión.")))
    lines = [replace(line, lot_number=lot_number(line.lot_number), reason=tidy(line.reason, 240)) for line in lines]
    check_shape(lines)
    if arrived_on > place.today():
        raise ArrivesInTheFuture
    _wait_for(supplier, place, number)
    orders = hold_orders({line.order_id for line in lines})
    print_ = fingerprint(
        "delivery",
        supplier.pk,
        number,
        place.pk,
        str(arrived_on),
        str(temperature),
        sorted(str(line) for line in lines),
    )
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


def hold_orders(order_ids: set[int]) -> dict[int, SupplyOrder]:
    """The orders, each locked; in the order of their rows, as all who touch several."""
    rows = SupplyOrder.objects.filter(pk__in=order_ids).order_by("pk").select_for_update(of=("self",))
    found = rows.select_related("line__contract", "line__presentation__drug")
    return {order.pk: order for order in found}


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
    taken = [index for index, told in enumerate(parted) if told.accepted]
    if not taken:
        return None, False
    arriving = []
    for index in taken:
        line, pack = lines[index], orders[lines[index].order_id].line.presentation
        pieces = parted[index].accepted * pack.pieces_per_pack
        if pieces > MOST_PIECES:
            raise BadPacks(
                index, _("Son %(n)s piezas: más de las que caben en un lugar.") % {"n": grouped(pieces)},
                "delivered", _("Revise los envases; cada uno trae %(n)d piezas.") % {"n": pack.pieces_per_pack},
            )  # fmt: skip
        arriving.append(LotLine(pack.drug_id, line.lot_number, line.expires_on, pieces))
    if settles is None:
        wanted: dict[LotKey, int] = {}
        for each in arriving:
            lot_key = (each.drug_id, each.number, each.expires_on)
            wanted[lot_key] = wanted.get(lot_key, 0) + each.pieces
        found = receipt_outside_orders(place, number, wanted)
        if found.conflicting is not None:
            raise ReceivedOutsideOrders(number, found.conflicting)
        if found.same is not None:
            return found.same, True
    voided = Delivery.objects.filter(supplier=supplier, remision=number, place=place, voided_at__isnull=False).count()
    key = hashlib.sha256(f"{supplier.pk} {number} {voided} {settles or ''}".encode()).hexdigest()[:40]
    try:
        posting = ledger.receive(
            place=place, lines=arriving, key=f"entrega:{key}", by=by, occurred_on=arrived_on, reference=number,
            note=tidy(note, 240), source=source,
        )  # fmt: skip
    except LedgerRefusal as refusal:
        refusal.line = taken[refusal.line] if refusal.line is not None else None
        refusal.field = _FIELDS.get(refusal.field, refusal.field)
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
    DeliveryLine.objects.bulk_create(
        DeliveryLine(
            delivery=delivery, order_id=line.order_id, lot_number=line.lot_number, expires_on=line.expires_on,
            lot=lots[keys[index]] if index in keys else None, delivered_packs=line.delivered,
            accepted_packs=told.accepted, rejected_packs=told.rejected, over_packs=told.over, reason=line.reason,
        )
        for index, (line, told) in enumerate(zip(lines, parted, strict=True))
    )  # fmt: skip
    result = Received(
        delivery,
        accepted=sum(told.accepted for told in parted),
        rejected=sum(told.rejected for told in parted),
        over=sum(told.over for told in parted),
        linked=linked,
    )
    after = {
        "orders": sorted(order.number for order in orders.values()),
        "accepted": result.accepted,
        "rejected": result.rejected,
        "over": result.over,
        "document": delivery.document_id,
    }
    audit.record(type="delivery.received", by=by, target=delivery, after=after, **whose(delivery))
    orders_changed(orders.values())
    return result


def _wait_for(supplier: Supplier, place: Place, number: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [REMISSION_LOCK, f"{supplier.pk}:{place.pk}:{number}"]
        )
