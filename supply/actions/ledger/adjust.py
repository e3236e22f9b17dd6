from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from delegations.models import Person, Place
from supply.actions.ledger.lines import AdjustLine
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
from supply.actions.ledger.recalled import refuse_evidence
from supply.actions.ledger.stock import lock_shelves
from supply.errors import LotBlocked, NotEnoughStock, UnknownLot, WrongReason
from supply.models import DocumentKind, Lot, Source
from supply.reasons import ADJUSTMENTS, Reason, sign


@transaction.atomic
def adjust(
    *,
    place: Place,
    lines: Sequence[AdjustLine],
    key: str,
    by: Person | None,
    occurred_on: date | None = None,
    reference: str = "",
    note: str = "",
    source: str = Source.PAGE,
) -> Posting:
    """Write pieces of named lots up or down: damage, expiry, recall, theft, loans, returns."""
    check_pieces(lines)
    for index, line in enumerate(lines):
        if line.reason not in ADJUSTMENTS:
            raise WrongReason(index, line.reason)
    when = resolve_day(place, occurred_on)
    document, is_new = open_document(
        kind=DocumentKind.ADJUSTMENT,
        place=place,
        key=key,
        print_=fingerprint("adjust", place.pk, str(occurred_on), [str(line) for line in lines]),
        when=when,
        by=by,
        source=source,
        reference=reference,
        note=note,
    )
    if not is_new:
        return replay(document)
    _refuse_what_is_not_there(place, lines, when.occurred_on)
    refuse_evidence([line.lot_id if line.reason == Reason.SUPPLIER_RETURN else None for line in lines])
    entries = [Entry(place.pk, line.lot_id, sign(line.reason) * line.pieces, line.reason) for line in lines]
    return Posting(document, write_movements(document, entries, when))


def _refuse_what_is_not_there(place: Place, lines: Sequence[AdjustLine], day: date) -> None:
    lots = {lot.pk: lot for lot in Lot.objects.filter(pk__in={line.lot_id for line in lines}).select_related("drug")}
    shelves = lock_shelves(place, day, lot_ids=lots)
    left = {shelf.lot_id: shelf.available for shelf in shelves}
    blocked = {shelf.lot_id: why for shelf in shelves if (why := shelf.blocked(day))}
    for index, line in enumerate(lines):
        lot = lots.get(line.lot_id)
        if lot is None:
            raise UnknownLot(index)
        if line.reason == Reason.LOAN_OUT and lot.pk in blocked:
            # As `lend` has it: what may not be given here is lent to nobody either.
            raise LotBlocked(number=lot.number, why=blocked[lot.pk], line=index)
        change = sign(line.reason) * line.pieces
        before = left.get(line.lot_id, 0)
        if before + change < 0:
            raise NotEnoughStock(
                wanted=line.pieces, available=before, what=f"{lot.drug.label} ({lot.number})", line=index
            )
        left[line.lot_id] = before + change
