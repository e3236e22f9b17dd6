from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from delegations.models import Person, Place
from supply.actions.transfer_orders.draft import OrderLine, draft_transfer_order
from supply.actions.transfer_orders.writing import why_of
from supply.models import Lot, TransferOrder
from supply.refusals.redistribution import MoreThanThere, WrongDay
from supply.selectors.redistribution.left import left_at


@transaction.atomic
def order_by_hand(
    *,
    from_place: Place,
    to_place: Place,
    lines: Sequence[OrderLine],
    why: str,
    by: Person | None,
    send_by: date | None = None,
    now: datetime | None = None,
) -> TransferOrder:
    """What a person wants moved: says why, and asks for no more than is there and is promised to nobody."""
    if send_by is not None and send_by < from_place.today():
        raise WrongDay
    order = draft_transfer_order(
        from_place=from_place, to_place=to_place, lines=lines, by=by, why=why_of(why), send_by=send_by, now=now
    )
    _must_be_there(from_place, order, lines)
    return order


def _must_be_there(place: Place, order: TransferOrder, lines: Sequence[OrderLine]) -> None:
    drugs = {line.drug_id for line in lines}
    left = left_at([place], drugs, besides=order)
    drug_of = dict(Lot.objects.filter(pk__in=[lot for _place, lot in left]).values_list("pk", "drug_id"))
    # Lots that are named leave first; what names none takes of the rest.
    for index, line in sorted(enumerate(lines), key=lambda item: item[1].lot_id is None):
        lots = [lot for _place, lot in left if drug_of[lot] == line.drug_id and line.lot_id in (None, lot)]
        wanted = line.pieces
        for lot in lots:
            taken = min(wanted, left[place.pk, lot])
            left[place.pk, lot] -= taken
            wanted -= taken
        if wanted:
            raise MoreThanThere(index, line.pieces, line.pieces - wanted)
