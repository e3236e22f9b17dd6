"""What places can still promise of their lots: what is usable there, less what standing transfer orders name."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Sum

from delegations.models import Place
from supply.models import Balance, Proposal, TransferOrder, TransferOrderLine

# (place, lot) → pieces.
Left = dict[tuple[int, int], int]


def left_at(places: Iterable[Place], drug_ids: Collection[int], *, besides: TransferOrder | None = None) -> Left:
    """Of each lot of these drugs, first to expire first; a promise that names no lot is kept by what expires first.

    `besides`: an order whose promises are not counted. Two queries.
    """
    today = {place.pk: place.today() for place in places}
    if not today or not drug_ids:
        return {}
    promised: dict[tuple[int, int, int | None], int] = {
        (place, drug, lot): pieces
        for place, drug, lot, pieces in TransferOrderLine.objects.filter(
            order__in=TransferOrder.objects.standing(), order__from_place__in=today, drug__in=drug_ids
        )
        .exclude(order=besides)
        .values_list("order__from_place", "drug", "lot")
        .annotate(n=Sum("pieces"))
        .order_by()
    }
    rows = Balance.objects.usable_on(min(today.values())).filter(place__in=today, lot__drug__in=drug_ids).fefo()
    held: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place, drug, lot, expires_on, pieces in rows.values_list(
        "place", "lot__drug", "lot", "lot__expires_on", "on_hand"
    ):
        if expires_on >= today[place]:
            held.setdefault((place, drug), []).append((lot, pieces))
    left: Left = {}
    for (place, drug), lots in held.items():
        free = promised.get((place, drug, None), 0)
        for lot, pieces in lots:
            there = max(pieces - promised.get((place, drug, lot), 0), 0)
            taken = min(there, free)
            free -= taken
            left[place, lot] = there - taken
    return left


def left_for(proposals: Collection[Proposal]) -> Left:
    """What the givers of these proposals (with `from_place` at hand) can still promise of their drugs."""
    places = {row.from_place_id: row.from_place for row in proposals}
    return left_at(places.values(), {row.drug_id for row in proposals})


def lacks(row: Proposal, left: Left) -> tuple[int, int] | None:
    """(wanted, there is) of the first lot that no longer has what the proposal moves; None while all are there."""
    for part in row.lots:
        there = left.get((row.from_place_id, part["lot"]), 0)
        if there < part["pieces"]:
            return part["pieces"], there
    return None


def take(row: Proposal, left: Left) -> None:
    """It is promised: the others cannot have it."""
    for part in row.lots:
        left[row.from_place_id, part["lot"]] -= part["pieces"]
