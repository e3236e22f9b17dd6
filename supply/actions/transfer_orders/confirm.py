from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from delegations.errors.editing import check_edition
from delegations.models import Person
from supply.actions.transfer_orders.writing import happened, locked, must_stand, save
from supply.models import TransferOrder, TransferOrderState
from supply.refusals.redistribution import AlreadyConfirmed, SamePersonTwice
from supply.transfer_order_notices import tell_confirmed
from supply.transfer_order_rights import GIVER, TAKER, must_answer_for, place_of


@transaction.atomic
def confirm_transfer_order(
    *, order: TransferOrder, side: str, by: Person | None, edition: int | None = None, now: datetime | None = None
) -> TransferOrder:
    """The manager of one end (`side`: giver or taker) says yes; with both ends' it may be sent."""
    now = now or timezone.now()
    row = locked(order)
    must_answer_for(by, place_of(row, side))
    check_edition(row, edition)
    must_stand(row)
    confirmed = row.giver_confirmed_by if side == GIVER else row.taker_confirmed_by
    if confirmed is not None:
        raise AlreadyConfirmed(str(confirmed))
    if by is not None and by.pk in (row.giver_confirmed_by_id, row.taker_confirmed_by_id):
        raise SamePersonTwice
    if side == GIVER:
        row.giver_confirmed_by, row.giver_confirmed_at = by, now
    else:
        row.taker_confirmed_by, row.taker_confirmed_at = by, now
    if row.giver_confirmed_at and row.taker_confirmed_at:
        row.state = TransferOrderState.CONFIRMED
    save(row, f"{side}_confirmed_by", f"{side}_confirmed_at", "state")
    happened(row, "giver_confirmed" if side == GIVER else "taker_confirmed", by, now)
    if row.state == TransferOrderState.CONFIRMED:
        tell_confirmed(row, besides=by)
    return row


SIDES = (GIVER, TAKER)
