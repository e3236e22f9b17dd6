"""It is not to be: an end says no, or whoever wanted it takes it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from delegations.errors.editing import check_edition
from delegations.models import Person
from supply.actions.transfer_orders.writing import happened, locked, must_stand, save, why_of
from supply.models import TransferOrder, TransferOrderState
from supply.refusals.redistribution import NotYoursToConfirm, NotYoursToMove
from supply.transfer_order_notices import tell_ended
from supply.transfer_order_rights import may_end, may_refuse


@transaction.atomic
def refuse_transfer_order(
    *, order: TransferOrder, reason: str, by: Person | None, edition: int | None = None, now: datetime | None = None
) -> TransferOrder:
    """The manager of either end says no, and why; the other end and whoever made it are told."""
    now = now or timezone.now()
    row = locked(order)
    if not may_refuse(by, row):
        raise NotYoursToConfirm
    return _end(row, TransferOrderState.REFUSED, "refused", reason, by, edition, now)


@transaction.atomic
def cancel_transfer_order(
    *, order: TransferOrder, reason: str, by: Person | None, edition: int | None = None, now: datetime | None = None
) -> TransferOrder:
    """Whoever made it, or may order such a movement, takes it back before it is sent."""
    now = now or timezone.now()
    row = locked(order)
    if not may_end(by, row):
        raise NotYoursToMove
    return _end(row, TransferOrderState.CANCELLED, "cancelled", reason, by, edition, now)


def _end(
    row: TransferOrder, state: str, what: str, reason: str, by: Person | None, edition: int | None, now: datetime
) -> TransferOrder:
    check_edition(row, edition)
    must_stand(row)
    row.state, row.reason = state, why_of(reason)
    save(row, "state", "reason")
    happened(row, what, by, now, note=row.reason)
    tell_ended(row, besides=by)
    return row
