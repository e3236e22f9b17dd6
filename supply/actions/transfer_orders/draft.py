from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from delegations.models import Person, Place, PlaceKind
from supply.actions.transfer_orders.writing import happened
from supply.errors import BadQuantity, UnknownLot
from supply.models import Lot, Requisition, TransferOrder, TransferOrderLine, TransferOrderOrigin
from supply.refusals.redistribution import NothingToMove, SameLineTwice, WrongEnds
from supply.transfer_order_notices import tell_drafted
from supply.transfer_order_rights import must_move


@dataclass(frozen=True, slots=True)
class OrderLine:
    """Pieces of a drug to be moved; of a lot where one is named, else first to expire first."""

    drug_id: int
    pieces: int
    lot_id: int | None = None


@transaction.atomic
def draft_transfer_order(
    *,
    from_place: Place,
    to_place: Place,
    lines: Sequence[OrderLine],
    by: Person | None,
    origin: str = TransferOrderOrigin.HAND,
    requisition: Requisition | None = None,
    why: str = "",
    send_by: date | None = None,
    now: datetime | None = None,
    authorized: bool = False,
) -> TransferOrder:
    """A transfer that both ends must confirm; their managers are told.

    `authorized`: the caller has asked whether `by` may move it (an approved requisition has its own rule).
    """
    now = now or timezone.now()
    if not authorized:
        must_move(by, from_place, to_place)
    _check(from_place, to_place, lines)
    order = TransferOrder.objects.create(
        from_place=from_place,
        to_place=to_place,
        origin=origin,
        requisition=requisition,
        why=" ".join(why.split())[:400],
        send_by=send_by,
        made_by=by,
        made_at=now,
    )
    TransferOrderLine.objects.bulk_create(
        [TransferOrderLine(order=order, drug_id=line.drug_id, lot_id=line.lot_id, pieces=line.pieces) for line in lines]
    )
    happened(order, "drafted", by, now, to=to_place.code, pieces=sum(line.pieces for line in lines), origin=origin)
    tell_drafted(order, besides=by)
    return order


def _check(from_place: Place, to_place: Place, lines: Sequence[OrderLine]) -> None:
    if from_place.pk == to_place.pk or PlaceKind.TRANSIT in (from_place.kind, to_place.kind):
        raise WrongEnds
    if not lines:
        raise NothingToMove
    seen: set[tuple[int, int | None]] = set()
    for index, line in enumerate(lines):
        if type(line.pieces) is not int or line.pieces < 1:
            raise BadQuantity(index, line.pieces)
        if (line.drug_id, line.lot_id) in seen:
            raise SameLineTwice(index)
        seen.add((line.drug_id, line.lot_id))
    named = {line.lot_id for line in lines if line.lot_id is not None}
    drugs = dict(Lot.objects.filter(pk__in=named).values_list("pk", "drug_id"))
    for index, line in enumerate(lines):
        if line.lot_id is not None and drugs.get(line.lot_id) != line.drug_id:
            raise UnknownLot(index)
