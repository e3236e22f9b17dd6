"""The deliveries of a file, received together: a handful of statements whatever their number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from delegations import audit
from delegations.models import Person
from supply.actions.closing import keep_open
from supply.actions.ledger import ReadyDocument, ReadyLine, post_batch
from supply.actions.ledger.posting import fingerprint
from supply.actions.lots import LotKey, ensure_lots
from supply.actions.order_changes import orders_changed
from supply.actions.purchasing.delivery_writing import (
    as_said_here,
    by_lot,
    hold_orders,
    ledger_key,
    line_rows,
    received,
    received_trace,
    wait_for,
)
from supply.actions.purchasing.recorded import Recorded, Succession, is_well_said, lot_key
from supply.errors import KeyReused, LedgerRefusal
from supply.models import Delivery, DeliveryLine, Document, DocumentKind, Lot, SupplyOrder
from supply.purchasing_rights import must_manage
from supply.reasons import Reason


@transaction.atomic
def receive_recorded(*, deliveries: Sequence[Recorded], by: Person | None, source: str) -> None:
    """As `receive_delivery` does `as_recorded`, one after the other in the order given; each says what came of it.

    What is refused leaves the others as they are: whoever wants all of it or nothing takes them back.
    """
    must_manage(by)
    told = [delivery for delivery in deliveries if is_well_said(delivery)]
    wait_for(delivery.key for delivery in told)
    orders = hold_orders({line.order_id for delivery in told for line in delivery.lines})
    good = Succession(told, orders).run()
    lots = ensure_lots(sorted({key for delivery in good for key in by_lot(delivery.accepted.values())}))
    _post([delivery for delivery in good if delivery.when is not None], lots, by, source)
    _tell([delivery for delivery in good if delivery.refusal is None], orders, lots, by)


def _post(deliveries: Sequence[Recorded], lots: dict[LotKey, Lot], by: Person | None, source: str) -> None:
    """Each delivery's document, all in one batch; where the ledger refuses it, each alone, so that it is told which."""
    voided = Counter(
        Delivery.objects.filter(
            voided_at__isnull=False,
            place__in={delivery.place.pk for delivery in deliveries},
            remision__in={delivery.remision for delivery in deliveries},
        ).values_list("supplier", "place", "remision")
    )
    ready = {id(delivery): _ready(delivery, voided[delivery.key], lots) for delivery in deliveries}
    keep_open(delivery.place.pk for delivery in deliveries)
    try:
        with transaction.atomic():
            post_batch(documents=list(ready.values()), by=by, source=source)
    except LedgerRefusal:
        for delivery in deliveries:
            try:
                with transaction.atomic():
                    post_batch(documents=[ready[id(delivery)]], by=by, source=source)
            except LedgerRefusal as refusal:
                as_said_here(refusal)
                delivery.refusal = refusal
    documents = {
        (document.place_id, document.idempotency_key): document
        for document in Document.objects.filter(
            place__in={document.place.pk for document in ready.values()},
            idempotency_key__in=[document.key for document in ready.values()],
        )
    }
    for delivery in deliveries:
        if delivery.refusal is None:
            wanted = ready[id(delivery)]
            delivery.document = documents[wanted.place.pk, wanted.key]
            if delivery.document.fingerprint != wanted.print:
                delivery.refusal = KeyReused()


def _ready(delivery: Recorded, voided: int, lots: dict[LotKey, Lot]) -> ReadyDocument:
    """The same document, key and print as `ledger.receive` writes."""
    assert delivery.when is not None
    place, accepted = delivery.place, delivery.accepted.values()
    pieces = {lots[key].pk: quantity for key, quantity in by_lot(accepted).items()}
    reason = Reason.RECEIPT
    content = ("receive", place.pk, str(delivery.arrived_on), str(reason), [str(line) for line in accepted])
    return ReadyDocument(
        kind=DocumentKind.RECEIPT,
        place=place,
        key=ledger_key(delivery.supplier.pk, delivery.remision, voided),
        print=fingerprint(*content),
        occurred_on=delivery.when.occurred_on,
        lines=[ReadyLine(lot_id, quantity, reason) for lot_id, quantity in sorted(pieces.items())],
        reference=delivery.remision,
        true_date=delivery.when.true_date,
    )


def _tell(
    deliveries: Sequence[Recorded], orders: dict[int, SupplyOrder], lots: dict[LotKey, Lot], by: Person | None
) -> None:
    """Deliveries, lines (the orders' sums follow by trigger), the trace, and what depends on the orders."""
    made = Delivery.objects.bulk_create(
        Delivery(
            supplier=each.supplier, remision=each.remision, place=each.place, arrived_on=each.arrived_on,
            document=each.document, posted_by=by, fingerprint=each.print,
        )
        for each in deliveries
    )  # fmt: skip
    rows: list[DeliveryLine] = []
    trail: list[tuple[Delivery, dict[str, Any], dict[str, Any]]] = []
    for each, delivery in zip(deliveries, made, strict=True):
        own = {index: lots[lot_key(line)] for index, line in each.accepted.items()}
        rows += line_rows(delivery, each.lines, each.parted, own)
        each.result = received(delivery, each.parted, linked=each.is_linked)
        named = {line.order_id: orders[line.order_id] for line in each.lines}
        trail.append((delivery, {}, received_trace(each.result, named.values())))
    DeliveryLine.objects.bulk_create(rows)
    audit.record_all(type="delivery.received", by=by, rows=trail)
    orders_changed(orders[pk] for pk in {row.order_id for row in rows})
