from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from delegations.errors.editing import check_edition
from delegations.models import Person
from supply.actions.ledger import IssueLine, dispatch
from supply.actions.transfer_orders.writing import happened, locked, must_stand, save
from supply.models import Source, TransferOrder, TransferOrderState
from supply.refusals.redistribution import NotConfirmed
from supply.transfer_order_rights import must_send


@transaction.atomic
def send_transfer_order(
    *,
    order: TransferOrder,
    by: Person | None,
    edition: int | None = None,
    expected_on: date | None = None,
    source: str = Source.PAGE,
    now: datetime | None = None,
) -> TransferOrder:
    """What both ends confirmed leaves in the ledger, whole; sent twice is one transfer."""
    now = now or timezone.now()
    row = locked(order)
    must_send(by, row)
    if row.state == TransferOrderState.SENT:
        return row
    check_edition(row, edition)
    must_stand(row)
    if row.state != TransferOrderState.CONFIRMED:
        raise NotConfirmed
    posting = dispatch(
        place=row.from_place,
        to_place=row.to_place,
        lines=[IssueLine(line.drug_id, line.pieces, line.lot_id) for line in row.lines.order_by("pk")],
        key=f"transfer-order-{row.pk}",
        by=by,
        expected_on=expected_on,
        reference=row.folio,
        source=source,
    )
    row.transfer, row.state = posting.transfer, TransferOrderState.SENT
    save(row, "transfer", "state")
    happened(row, "sent", by, now, transfer=row.transfer_id)
    return row
