from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from delegations import audit
from delegations.models import Person
from supply.actions.coverage_changes import note_usual_days
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
from supply.actions.ledger.turn_away import send_back
from supply.actions.requisition_arrivals import note_arrival
from supply.errors import BadArrival, BadQuantity, TransferNotInTransit, WrongReason
from supply.models import DocumentKind, Source, Transfer, TransferLine, TransferState
from supply.reasons import SHORTFALLS, Reason
from supply.transfer_notices import tell_differences

Arrivals = Mapping[int, tuple[int, str]]


@transaction.atomic
def accept(
    *,
    transfer: Transfer,
    key: str,
    by: Person | None,
    received: Arrivals | None = None,
    rejected: Mapping[int, int] | None = None,
    notes: Mapping[int, str] | None = None,
    occurred_on: date | None = None,
    reference: str = "",
    note: str = "",
    source: str = Source.PAGE,
) -> Posting:
    """The receiver says what arrived: {transfer line: (pieces, why less)}; None is all as it was sent.

    What arrives short enters whole and is taken off at once under its reason, so that the transit nets to zero and
    the loss stands in the ledger of whoever found it. What arrives over enters as a surplus found; `rejected` pieces
    of what arrived go back by a transfer of their own. Both say why in `notes`, and whoever sent it is told.
    """
    place = transfer.to_place
    when = resolve_day(place, occurred_on)
    # Two zones may live on two dates at one moment: nothing arrives before the day it left.
    if when.occurred_on < transfer.dispatched_on:
        when = When(transfer.dispatched_on, None)
    content: list[object] = ["accept", transfer.pk, str(occurred_on), sorted((received or {}).items())]
    if rejected or notes:
        content += [sorted((rejected or {}).items()), sorted((notes or {}).items())]
    document, is_new = open_document(
        kind=DocumentKind.ACCEPTANCE,
        place=place,
        key=key,
        print_=fingerprint(*content),
        when=when,
        by=by,
        source=source,
        reference=reference,
        note=note,
    )
    if not is_new:
        return replay(document)
    transfer = Transfer.objects.select_for_update(of=("self",)).select_related("to_place", "from_place").get(
        pk=transfer.pk
    )  # fmt: skip
    if transfer.state != TransferState.IN_TRANSIT:
        raise TransferNotInTransit
    lines = list(transfer.lines.order_by("pk"))
    _fill(lines, received, rejected or {}, notes or {})
    entries: list[Entry] = []
    for line in lines:
        entries.append(Entry(transfer.transit_place_id, line.lot_id, -line.sent, Reason.TRANSIT_OUT))
        entries.append(Entry(place.pk, line.lot_id, line.sent, Reason.TRANSFER_IN))
        short = line.sent - (line.received or 0)
        if short:
            entries.append(Entry(place.pk, line.lot_id, -short, line.shortfall_reason))
        if line.over:
            entries.append(Entry(place.pk, line.lot_id, line.over, Reason.COUNT_UP))
    posted = write_movements(document, entries, when)
    TransferLine.objects.bulk_update(lines, ["received", "shortfall_reason", "over", "rejected", "note"])
    is_short = any(line.received != line.sent for line in lines)
    transfer.state = TransferState.ACCEPTED_SHORT if is_short else TransferState.ACCEPTED
    transfer.acceptance = document
    transfer.accepted_on = when.occurred_on
    transfer.save(update_fields=["state", "acceptance", "accepted_on"])
    note_usual_days(place)
    posting = Posting(document, posted, transfer=transfer)
    if any(line.rejected for line in lines):
        posting = replace(posting, returned=send_back(transfer, lines, by=by, source=source))
    _tell(transfer, lines, by)
    note_arrival(transfer, by=by)
    return posting


def _tell(transfer: Transfer, lines: list[TransferLine], by: Person | None) -> None:
    """Whoever sent it hears of every difference: what came over is missing on their own shelf."""
    differences = [line for line in lines if line.received != line.sent or line.over or line.rejected]
    if not differences:
        return
    audit.record(
        type="transfer.arrived_otherwise",
        by=by,
        target=transfer,
        after={
            "lines": [
                {"lot": line.lot_id, "sent": line.sent, "received": line.received, "over": line.over,
                 "rejected": line.rejected, "note": line.note or line.shortfall_reason}
                for line in differences
            ]
        },
        delegation=transfer.to_place.delegation_id,
        unit=transfer.to_place.unit_id,
    )  # fmt: skip
    tell_differences(transfer, differences, besides=by)


def _fill(
    lines: list[TransferLine], received: Arrivals | None, rejected: Mapping[int, int], notes: Mapping[int, str]
) -> None:
    """Write what arrived on the lines; refused where less, more or turned away goes without its reason."""
    for index, line in enumerate(lines):
        if received is not None and line.pk not in received:
            raise BadArrival(
                _("Falta decir qué llegó del renglón %(line)d.") % {"line": index + 1},
                line=index,
                field="received",
                remedy=_("Escriba las piezas que llegaron; cero si no llegó ninguna."),
            )
        pieces, reason = (line.sent, "") if received is None else received[line.pk]
        if type(pieces) is not int or pieces < 0:
            raise BadQuantity(index, pieces)
        if pieces < line.sent and reason not in SHORTFALLS:
            raise WrongReason(index, reason)
        line.received = min(pieces, line.sent)
        line.shortfall_reason = str(reason) if pieces < line.sent else ""
        line.over = pieces - line.received
        line.rejected = _turned_away(index, line, rejected.get(line.pk, 0))
        line.note = " ".join(notes.get(line.pk, "").split())[:240] if line.over or line.rejected else ""
        if (line.over or line.rejected) and not line.note:
            raise BadArrival(
                _("Llegaron %(pieces)d piezas y se enviaron %(sent)d: falta decir qué pasó.")
                % {"pieces": pieces, "sent": line.sent}
                if line.over
                else _("Falta decir por qué se devuelven piezas."),
                line=index,
                field="note",
                remedy=_("Escriba qué se encontró al abrir; lo lee quien lo envió."),
            )


def _turned_away(index: int, line: TransferLine, pieces: object) -> int:
    if type(pieces) is not int or pieces < 0:
        raise BadQuantity(index, pieces)
    if pieces > (line.received or 0):
        raise BadArrival(
            _("Se devuelven %(pieces)d piezas y de las enviadas llegaron %(came)d.")
            % {"pieces": pieces, "came": line.received},
            line=index,
            field="rejected",
            remedy=_("Escriba a lo más las que llegaron de las enviadas."),
        )
    return pieces
