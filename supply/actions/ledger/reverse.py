from __future__ import annotations

from django.db import transaction

from delegations.models import Person
from supply.actions.coverage_changes import note_on_its_way, note_usual_days
from supply.actions.delivery_voiding import hold_delivery_of, void_row
from supply.actions.ledger.posting import (
    Entry,
    Posting,
    When,
    fingerprint,
    open_document,
    replay,
    resolve_day,
    write_movements,
)
from supply.actions.loan_undoing import note_document_undone
from supply.actions.requisition_arrivals import note_arrival_undone
from supply.errors import AlreadyReversed, TransferNotInTransit, WasSentBack
from supply.models import Document, DocumentKind, Source, Transfer, TransferState


@transaction.atomic
def reverse(*, document: Document, key: str, by: Person | None, note: str = "", source: str = Source.PAGE) -> Posting:
    """Take a whole document back: the same movements with the other sign, on its own day or, if closed, today.

    A reversal is never reversed: what was right after all is posted again. A sent transfer can be taken back while
    it is in transit; a reversed acceptance puts it there again. A supplier's delivery is voided with its document.
    """
    delivery = hold_delivery_of(document)
    when = resolve_day(document.place, min(document.occurred_on, document.place.today()))
    undo, is_new = open_document(
        kind=DocumentKind.REVERSAL,
        place=document.place,
        key=key,
        print_=fingerprint("reverse", document.pk),
        when=when,
        by=by,
        source=source,
        note=note,
        reverses=document,
    )
    if not is_new:
        return replay(undo)
    if document.kind == DocumentKind.REVERSAL:
        raise AlreadyReversed
    transfer = _release_transfer(document, by)
    movements = list(document.movements.order_by("pk"))
    newest = max((movement.occurred_on for movement in movements), default=when.occurred_on)
    # The document's movements may stand on a later day than the document (late capture).
    when = When(max(when.occurred_on, newest), when.true_date)
    entries = [
        Entry(movement.place_id, movement.lot_id, -movement.quantity, movement.reason, movement.pk)
        for movement in movements
    ]
    posted = write_movements(undo, entries, when)
    note_document_undone(document, by=by, note=note)
    if delivery is not None:
        void_row(delivery, reason=note, by=by)
    return Posting(undo, posted, transfer=transfer)


def _release_transfer(document: Document, by: Person | None) -> Transfer | None:
    if document.kind == DocumentKind.DISPATCH:
        transfer = Transfer.objects.select_for_update().get(dispatch=document)
        if transfer.state != TransferState.IN_TRANSIT:
            raise TransferNotInTransit
        transfer.state = TransferState.REVERSED
        transfer.save(update_fields=["state"])
        note_on_its_way(transfer)
        return transfer
    if document.kind == DocumentKind.ACCEPTANCE:
        transfer = Transfer.objects.select_for_update().get(acceptance=document)
        if Transfer.objects.filter(sends_back=transfer.pk).exclude(state=TransferState.REVERSED).exists():
            raise WasSentBack
        transfer.state, transfer.acceptance, transfer.accepted_on = TransferState.IN_TRANSIT, None, None
        transfer.save(update_fields=["state", "acceptance", "accepted_on"])
        transfer.lines.update(received=None, shortfall_reason="", over=0, rejected=0, note="")
        note_usual_days(transfer.to_place)
        note_arrival_undone(transfer, by=by)
        return transfer
    return None
