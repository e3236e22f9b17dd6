"""A requisition ends: withdrawn by whoever asked, or all of it is there."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from delegations.models import Person
from supply.actions.requisition_writing import held, step, trace, turn, why
from supply.models import Requisition, RequisitionState, TransferOrderState, TransferState
from supply.refusals.requisitions import StillOnItsWay
from supply.requisition_rights import must_ask

UNDECIDED = (RequisitionState.DRAFT, RequisitionState.SENT, RequisitionState.ESCALATED)


@transaction.atomic
def cancel_requisition(
    *, requisition: Requisition, reason: str, by: Person | None, edition: int | None = None, now: datetime | None = None
) -> Requisition:
    """Nobody needs it any more, and why; before it was decided."""
    row = held(requisition, edition, *UNDECIDED)
    must_ask(by, row.place)
    reason = why(reason)
    former = turn(row, RequisitionState.CANCELLED, reason=reason)
    step(row, row.state, by=by, note=reason, at=now)
    trace("requisition.cancelled", row, by, {"state": former}, {"state": row.state, "reason": reason})
    return row


@transaction.atomic
def fulfil_requisition(
    *, requisition: Requisition, reason: str, by: Person | None, edition: int | None = None, now: datetime | None = None
) -> Requisition:
    """The place says that it waits for no more: what was to be bought came, or is needed no longer, and why."""
    row = held(requisition, edition, RequisitionState.APPROVED)
    must_ask(by, row.place)
    standing = row.transfer_orders.standing().order_by("pk").first()
    on_its_way = row.transfer_orders.filter(
        state=TransferOrderState.SENT, transfer__state=TransferState.IN_TRANSIT
    ).order_by("pk")
    if (order := standing or on_its_way.first()) is not None:
        raise StillOnItsWay(order.folio)
    reason = why(reason)
    former = turn(row, RequisitionState.FULFILLED)
    step(row, row.state, by=by, note=reason, at=now)
    trace("requisition.fulfilled", row, by, {"state": former}, {"state": row.state, "reason": reason})
    return row
