"""What became of the pieces of requisitions: ordered, sent, arrived; and what of them is still to come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F, Q, Sum
from django.db.models.functions import Greatest

from delegations.models import Place
from supply.models import (
    RequisitionLine,
    RequisitionState,
    TransferLine,
    TransferOrderLine,
    TransferOrderState,
    TransferState,
)

Key = tuple[int, int]


@dataclass
class Supplied:
    """Pieces of one drug of one requisition: in orders not yet sent, on their way, arrived, and lost on the way."""

    ordered: int = 0
    on_the_way: int = 0
    arrived: int = 0
    lost: int = 0

    @property
    def placed(self) -> int:
        """What some order has taken care of. What was lost on the way has to be supplied again."""
        return self.ordered + self.on_the_way + self.arrived


def supplied_of(requisition_ids: Collection[int]) -> dict[Key, Supplied]:
    """(requisition, drug) → what became of it. Two statements."""
    found: dict[Key, Supplied] = defaultdict(Supplied)
    standing = TransferOrderLine.objects.filter(
        order__requisition__in=list(requisition_ids),
        order__state__in=(TransferOrderState.DRAFT, TransferOrderState.CONFIRMED),
    )
    for requisition, drug, pieces in (
        standing.order_by().values("order__requisition", "drug").annotate(n=Sum("pieces"))
        .values_list("order__requisition", "drug", "n")
    ):  # fmt: skip
        found[requisition, drug].ordered = pieces
    gone = TransferLine.objects.filter(transfer__transfer_order__requisition__in=list(requisition_ids)).exclude(
        transfer__state=TransferState.REVERSED
    )
    summed = gone.order_by().values("transfer__transfer_order__requisition", "lot__drug").annotate(
        moving=Sum("sent", filter=Q(transfer__state=TransferState.IN_TRANSIT), default=0),
        came=Sum(F("received") + F("over") - F("rejected"), filter=Q(received__isnull=False), default=0),
        missing=Sum(
            Greatest(F("sent") - F("received") - F("over") + F("rejected"), 0),
            filter=Q(received__isnull=False), default=0,
        ),
    )  # fmt: skip
    names = ("transfer__transfer_order__requisition", "lot__drug", "moving", "came", "missing")
    for requisition, drug, moving, came, missing in summed.values_list(*names):
        row = found[requisition, drug]
        row.on_the_way, row.arrived, row.lost = moving, came, missing
    return dict(found)


def still_asked(place: Place, drug_ids: Collection[int] | None, *, besides: int | None = None) -> dict[int, int]:
    """Drug → pieces that other requisitions of the place's unit ask for and that are not on their way yet."""
    rows = RequisitionLine.objects.filter(
        requisition__state__in=(RequisitionState.SENT, RequisitionState.ESCALATED, RequisitionState.APPROVED)
    ).exclude(requisition=besides)
    if place.unit_id is not None:
        rows = rows.filter(requisition__place__unit=place.unit_id)
    else:
        rows = rows.filter(requisition__place=place.pk)
    if drug_ids is not None:
        rows = rows.filter(drug__in=list(drug_ids))
    told = list(rows.order_by().values_list("requisition_id", "requisition__state", "drug_id", "asked", "approved"))
    done = supplied_of({row[0] for row in told if row[1] == RequisitionState.APPROVED})
    found: dict[int, int] = defaultdict(int)
    for requisition, state, drug, asked, approved in told:
        pieces = asked
        if state == RequisitionState.APPROVED:
            so_far = done.get((requisition, drug), Supplied())
            pieces = max((approved or 0) - so_far.on_the_way - so_far.arrived, 0)
        found[drug] += pieces
    return dict(found)
