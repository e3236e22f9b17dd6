"""What every act on a transfer order shares: the row held, its step, its line in the trail."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from delegations import audit
from delegations.models import Person
from supply.models import Step, TransferOrder, TransferOrderState
from supply.refusals.redistribution import OrderIsOver, ReasonMissing

LONGEST_REASON = 240


def locked(order: TransferOrder) -> TransferOrder:
    """As it stands now, held until the transaction ends."""
    rows = TransferOrder.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related(
        "from_place__unit", "from_place__delegation", "to_place__unit", "to_place__delegation", "made_by"
    ).get(pk=order.pk)


def must_stand(order: TransferOrder) -> None:
    """Still to be confirmed or sent."""
    if order.state not in (TransferOrderState.DRAFT, TransferOrderState.CONFIRMED):
        raise OrderIsOver(str(order.get_state_display()))


def why_of(reason: str) -> str:
    words = " ".join(reason.split())[:LONGEST_REASON]
    if not words:
        raise ReasonMissing
    return words


def save(order: TransferOrder, *columns: str) -> None:
    order.edition += 1
    order.save(update_fields=[*columns, "edition"])


def happened(order: TransferOrder, what: str, by: Person | None, at: datetime, note: str = "", **after: Any) -> None:
    """Its step, and its line in the trail of the place that gives."""
    Step.objects.create(transfer_order=order, what=what, note=note, by=by, at=at)
    audit.record(
        type=f"transfer_order.{what}",
        by=by,
        target=order,
        after={"state": order.state, "note": note, **after},
        delegation=order.from_place.delegation_id,
        unit=order.from_place.unit_id,
    )
