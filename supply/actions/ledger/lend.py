from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from delegations.models import Person, Place
from supply.actions.ledger.issue import pick_lots
from supply.actions.ledger.lines import IssueLine
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
from supply.models import DocumentKind, Source
from supply.reasons import Reason


@transaction.atomic
def lend(
    *,
    place: Place,
    lines: Sequence[IssueLine],
    key: str,
    by: Person | None,
    occurred_on: date | None = None,
    reference: str = "",
    note: str = "",
    source: str = Source.PAGE,
) -> Posting:
    """Pieces leave for another institution: first to expire first, or of the lot named; none that may not be given."""
    check_pieces(lines)
    when = resolve_day(place, occurred_on)
    document, is_new = open_document(
        kind=DocumentKind.ADJUSTMENT,
        place=place,
        key=key,
        print_=fingerprint("lend", place.pk, str(occurred_on), [str(line) for line in lines]),
        when=when,
        by=by,
        source=source,
        reference=reference,
        note=note,
    )
    if not is_new:
        return replay(document)
    taken, _overridden = pick_lots(place, lines, when.fact, blocked_lots_allowed=False)
    entries = [Entry(place.pk, lot_id, -pieces, Reason.LOAN_OUT) for lot_id, pieces in taken]
    return Posting(document, write_movements(document, entries, when))
