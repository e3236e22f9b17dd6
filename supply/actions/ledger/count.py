from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from delegations.models import Person, Place
from supply.actions.ledger.lines import CountLine
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
from supply.actions.ledger.stock import lock_balances_on
from supply.errors import DuplicateLine, UnknownLot
from supply.models import DocumentKind, Lot, Source
from supply.reasons import Reason


@transaction.atomic
def count(
    *,
    place: Place,
    lines: Sequence[CountLine],
    key: str,
    by: Person | None,
    occurred_on: date | None = None,
    complete: bool = False,
    reference: str = "",
    note: str = "",
    source: str = Source.PAGE,
) -> Posting:
    """What stood on the shelf at the end of a day; only the differences with the ledger are posted.

    With `complete`, lots that the count does not name were not there. A closed week cannot be counted any more.
    """
    if lines or not complete:
        check_pieces(lines, least=0)
    counted: dict[int, int] = {}
    for index, line in enumerate(lines):
        if line.lot_id in counted:
            raise DuplicateLine(index)
        counted[line.lot_id] = line.pieces
    when = resolve_day(place, occurred_on, late_capture=False)
    document, is_new = open_document(
        kind=DocumentKind.COUNT,
        place=place,
        key=key,
        print_=fingerprint("count", place.pk, str(occurred_on), complete, [str(line) for line in lines]),
        when=when,
        by=by,
        source=source,
        reference=reference,
        note=note,
    )
    if not is_new:
        return replay(document)
    known = set(Lot.objects.filter(pk__in=counted).values_list("pk", flat=True))
    for index, line in enumerate(lines):
        if line.lot_id not in known:
            raise UnknownLot(index)
    ledger = lock_balances_on(place, when.occurred_on)
    lots = sorted(set(counted) | (set(ledger) if complete else set()))
    entries = []
    for lot_id in lots:
        difference = counted.get(lot_id, 0) - ledger.get(lot_id, 0)
        if difference:
            reason = Reason.COUNT_UP if difference > 0 else Reason.COUNT_DOWN
            entries.append(Entry(place.pk, lot_id, difference, reason))
    return Posting(document, write_movements(document, entries, when))
