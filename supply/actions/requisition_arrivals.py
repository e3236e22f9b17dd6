"""What the ledger tells requisitions: a transfer that serves one has arrived, or its arrival was taken back."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from delegations.models import Person
from supply.actions.requisition_writing import step, trace, turn
from supply.models import Requisition, RequisitionState, Transfer
from supply.requisition_notices import tell_decided
from supply.selectors.requisitions.supplied import Supplied, supplied_of


def note_arrival(transfer: Transfer, *, by: Person | None, now: datetime | None = None) -> None:
    """A transfer arrived: the requisition that it serves is fulfilled once all that was approved has come."""
    row = _served_by(transfer, RequisitionState.APPROVED)
    if row is None:
        return
    done = supplied_of([row.pk])
    if any(
        line.to_purchase or done.get((row.pk, line.drug_id), Supplied()).arrived < (line.approved or 0)
        for line in row.lines.all()
    ):
        return
    former = turn(row, RequisitionState.FULFILLED)
    step(row, row.state, by=by, at=now or timezone.now())
    trace("requisition.fulfilled", row, by, {"state": former}, {"state": row.state})
    tell_decided(row, besides=by)


def note_arrival_undone(transfer: Transfer, *, by: Person | None) -> None:
    """Its arrival was taken back: it is awaited again."""
    row = _served_by(transfer, RequisitionState.FULFILLED)
    if row is None:
        return
    former = turn(row, RequisitionState.APPROVED)
    step(row, "reopened", by=by)
    trace("requisition.reopened", row, by, {"state": former}, {"state": row.state})


def _served_by(transfer: Transfer, state: RequisitionState) -> Requisition | None:
    rows = Requisition.objects.filter(transfer_orders__transfer=transfer.pk, state=state)
    return rows.select_for_update(of=("self",), no_key=True).select_related("place").first()
