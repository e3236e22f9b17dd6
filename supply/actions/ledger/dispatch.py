from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from delegations import audit
from delegations.models import Person, Place, PlaceKind
from supply.actions.coverage_changes import note_on_its_way
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
from supply.errors import WrongPlace
from supply.models import DocumentKind, Source, Transfer, TransferLine
from supply.reasons import Reason


@transaction.atomic
def dispatch(
    *,
    place: Place,
    to_place: Place,
    lines: Sequence[IssueLine],
    key: str,
    by: Person | None,
    occurred_on: date | None = None,
    expected_on: date | None = None,
    blocked_lots_allowed: bool = False,
    reference: str = "",
    note: str = "",
    source: str = Source.PAGE,
) -> Posting:
    """Pieces leave for another place; until it accepts them they stand in the transit of its delegation."""
    check_pieces(lines)
    if place.pk == to_place.pk or PlaceKind.TRANSIT in (place.kind, to_place.kind):
        raise WrongPlace(
            _("Un traspaso va de un lugar a otro distinto."), field="to_place", remedy=_("Elija otro lugar de destino.")
        )
    when = resolve_day(place, occurred_on)
    document, is_new = open_document(
        kind=DocumentKind.DISPATCH,
        place=place,
        key=key,
        print_=fingerprint("dispatch", place.pk, to_place.pk, str(occurred_on), [str(line) for line in lines]),
        when=when,
        by=by,
        source=source,
        reference=reference,
        note=note,
    )
    if not is_new:
        return replay(document)
    transit = Place.objects.get(delegation_id=to_place.delegation_id, kind=PlaceKind.TRANSIT)
    taken, overridden = pick_lots(place, lines, when.fact, blocked_lots_allowed=blocked_lots_allowed)
    if overridden:
        audit.record(type="ledger.blocked_lot_sent", by=by, target=document, after={"lots": overridden, "note": note})
    entries = [Entry(place.pk, lot_id, -pieces, Reason.TRANSFER_OUT) for lot_id, pieces in taken]
    entries += [Entry(transit.pk, lot_id, pieces, Reason.TRANSIT_IN) for lot_id, pieces in taken]
    posted = write_movements(document, entries, when)
    transfer = Transfer.objects.create(
        dispatch=document,
        from_place=place,
        to_place=to_place,
        transit_place=transit,
        dispatched_on=when.occurred_on,
        expected_on=expected_on,
    )
    TransferLine.objects.bulk_create(
        [TransferLine(transfer=transfer, lot_id=lot_id, sent=pieces) for lot_id, pieces in taken]
    )
    note_on_its_way(transfer)
    return Posting(document, posted, transfer=transfer)
