from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

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
from supply.errors import BadArrival, BadQuantity, TransferNotInTransit, WrongReason
from supply.models import DocumentKind, Source, Transfer, TransferLine, TransferState
from supply.reasons import SHORTFALLS, Reason

Arrivals = Mapping[int, tuple[int, str]]


@transaction.atomic
def accept(
    *,
    transfer: Transfer,
    key: str,
    by: Person | None,
    received: Arrivals | None = None,
    occurred_on: date | None = None,
    reference: str = "",
    note: str = "",
    source: str = Source.PAGE,
) -> Posting:
    """The receiver says what arrived: {transfer line: (pieces, why less)}; None is all as it was sent.

    What arrives short enters whole and is taken off at once under its reason, so that the transit nets to zero and
    the loss stands in the ledger of whoever found it.
    """
    place = transfer.to_place
    when = resolve_day(place, occurred_on)
    # Two zones may live on two dates at one moment: nothing arrives before the day it left.
    if when.occurred_on < transfer.dispatched_on:
        when = When(transfer.dispatched_on, None)
    document, is_new = open_document(
        kind=DocumentKind.ACCEPTANCE,
        place=place,
        key=key,
        print_=fingerprint("accept", transfer.pk, str(occurred_on), sorted((received or {}).items())),
        when=when,
        by=by,
        source=source,
        reference=reference,
        note=note,
    )
    if not is_new:
        return replay(document)
    transfer = Transfer.objects.select_for_update(of=("self",)).select_related("to_place").get(pk=transfer.pk)
    if transfer.state != TransferState.IN_TRANSIT:
        raise TransferNotInTransit
    lines = list(transfer.lines.order_by("pk"))
    _fill(lines, received)
    entries: list[Entry] = []
    for line in lines:
        entries.append(Entry(transfer.transit_place_id, line.lot_id, -line.sent, Reason.TRANSIT_OUT))
        entries.append(Entry(place.pk, line.lot_id, line.sent, Reason.TRANSFER_IN))
        short = line.sent - (line.received or 0)
        if short:
            entries.append(Entry(place.pk, line.lot_id, -short, line.shortfall_reason))
    posted = write_movements(document, entries, when)
    TransferLine.objects.bulk_update(lines, ["received", "shortfall_reason"])
    is_short = any(line.received != line.sent for line in lines)
    transfer.state = TransferState.ACCEPTED_SHORT if is_short else TransferState.ACCEPTED
    transfer.acceptance = document
    transfer.accepted_on = when.occurred_on
    transfer.save(update_fields=["state", "acceptance", "accepted_on"])
    note_usual_days(place)
    return Posting(document, posted, transfer=transfer)


def _fill(lines: list[TransferLine], received: Arrivals | None) -> None:
    """Write what arrived on the lines, refusing more than was sent and less without a reason."""
    for index, line in enumerate(lines):
        if received is None:
            line.received, line.shortfall_reason = line.sent, ""
            continue
        if line.pk not in received:
            raise BadArrival(
                _("Falta decir qué llegó del renglón %(line)d.") % {"line": index + 1},
                line=index,
                field="received",
                remedy=_("Escriba las piezas que llegaron; cero si no llegó ninguna."),
            )
        pieces, reason = received[line.pk]
        if type(pieces) is not int or pieces < 0:
            raise BadQuantity(index, pieces)
        if pieces > line.sent:
            raise BadArrival(
                _("Llegaron %(pieces)d piezas y se enviaron %(sent)d.") % {"pieces": pieces, "sent": line.sent},
                line=index,
                field="received",
                remedy=_("Acepte lo enviado y reciba el sobrante en un documento aparte."),
            )
        if pieces < line.sent and reason not in SHORTFALLS:
            raise WrongReason(index, reason)
        line.received = pieces
        line.shortfall_reason = str(reason) if pieces < line.sent else ""
