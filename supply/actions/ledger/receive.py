from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from delegations.models import Person, Place
from supply.actions.ledger.lines import LotLine
from supply.actions.ledger.posting import (
    Entry,
    Posting,
    check_pieces,
    fingerprint,
    open_document,
    replay,
    resolve_day,
    write_movements,
)
from supply.actions.lots import ensure_lots, lot_number
from supply.errors import LotBlocked, WrongReason
from supply.models import DocumentKind, LotState, Source
from supply.reasons import Reason

_ARRIVALS = (Reason.RECEIPT, Reason.OPENING, Reason.LOAN_IN, Reason.PATIENT_RETURN)


@transaction.atomic
def receive(
    *,
    place: Place,
    lines: Sequence[LotLine],
    key: str,
    by: Person | None,
    occurred_on: date | None = None,
    reference: str = "",
    note: str = "",
    source: str = Source.PAGE,
    reason: str = Reason.RECEIPT,
) -> Posting:
    """Pieces arrive at a place by lot. A lot that is expired or recalled is not taken in as new supply."""
    check_pieces(lines)
    if reason not in _ARRIVALS:
        raise WrongReason(0, reason)
    when = resolve_day(place, occurred_on)
    # Before the document, as all who make lots: whoever waits for a new lot holds no place.
    keys = [(line.drug_id, lot_number(line.number), line.expires_on) for line in lines]
    lots = ensure_lots(keys, makers=[line.maker for line in lines], gtins=[line.gtin for line in lines])
    document, is_new = open_document(
        kind=DocumentKind.RECEIPT,
        place=place,
        key=key,
        print_=fingerprint("receive", place.pk, str(occurred_on), str(reason), [str(line) for line in lines]),
        when=when,
        by=by,
        source=source,
        reference=reference,
        note=note,
    )
    if not is_new:
        return replay(document)
    pieces: dict[int, int] = {}
    for index, (line, lot_key) in enumerate(zip(lines, keys, strict=True)):
        lot = lots[lot_key]
        if reason in (Reason.RECEIPT, Reason.LOAN_IN):
            refuse_blocked(lot.state, lot.expires_on, when.fact, lot.number, index)
        pieces[lot.pk] = pieces.get(lot.pk, 0) + line.pieces
    entries = [Entry(place.pk, lot_id, quantity, reason) for lot_id, quantity in sorted(pieces.items())]
    return Posting(document, write_movements(document, entries, when))


def refuse_blocked(state: str, expires_on: date, day: date, number: str, index: int) -> None:
    """What is recalled, or expired on the day it came, is not taken in as new supply."""
    if state == LotState.RECALLED:
        raise LotBlocked(number=number, why=_("fue retirado"), line=index)
    if expires_on < day:
        raise LotBlocked(number=number, why=_("caducó el %s") % date_format(expires_on, "d/m/Y"), line=index)
