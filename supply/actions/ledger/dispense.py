from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from delegations import audit
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
from supply.actions.ledger.recalled import refuse_recalled
from supply.errors import WrongReason
from supply.models import DocumentKind, Source
from supply.reasons import DISPENSED, Reason


@transaction.atomic
def dispense(
    *,
    place: Place,
    lines: Sequence[IssueLine],
    key: str,
    by: Person | None,
    occurred_on: date | None = None,
    reason: str = Reason.DISPENSING,
    blocked_lots_allowed: bool = False,
    reference: str = "",
    note: str = "",
    source: str = Source.PAGE,
) -> Posting:
    """Pieces are given to patients or mixed, first to expire first.

    `blocked_lots_allowed` lets a lot named in a line leave although it is expired, quarantined or recalled;
    the caller has checked the permission, and the audit trail names the lots. What a recall in force names is given to
    nobody, by no permission.
    """
    check_pieces(lines)
    if reason not in DISPENSED:
        raise WrongReason(0, reason)
    when = resolve_day(place, occurred_on)
    document, is_new = open_document(
        kind=DocumentKind.DISPENSING,
        place=place,
        key=key,
        print_=fingerprint("dispense", place.pk, str(occurred_on), str(reason), [str(line) for line in lines]),
        when=when,
        by=by,
        source=source,
        reference=reference,
        note=note,
    )
    if not is_new:
        return replay(document)
    taken, overridden = pick_lots(place, lines, when.fact, blocked_lots_allowed=blocked_lots_allowed)
    if overridden:
        refuse_recalled(lines, [lot_id for lot_id, _pieces in taken])
        audit.record(type="ledger.blocked_lot_issued", by=by, target=document, after={"lots": overridden, "note": note})
    entries = [Entry(place.pk, lot_id, -pieces, reason) for lot_id, pieces in taken]
    return Posting(document, write_movements(document, entries, when))
