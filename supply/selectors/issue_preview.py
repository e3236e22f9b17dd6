"""Which lots would leave, said before they do: the same picking as the ledger's, without its locks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from supply.actions.ledger import IssueLine
from supply.fefo import Shelf, pick
from supply.models import Drug, Lot


@dataclass(frozen=True)
class PreviewLine:
    """One typed line and what it would take; `short` pieces are missing (then nothing is taken)."""

    number: int
    drug: Drug
    taken: list[tuple[Lot, int]]
    short: int


def preview(lots: Sequence[Lot], rows: Sequence[tuple[int, Drug, IssueLine]], day: date) -> list[PreviewLine]:
    """For each (row number, drug, line): the lots that would give its pieces, named lots first as the ledger does.

    `lots` carry `pieces`, first to expire first.
    """
    by_id = {lot.pk: lot for lot in lots}
    shelves = {
        lot.pk: Shelf(lot.pk, lot.drug_id, lot.expires_on, lot.pieces)  # type: ignore[attr-defined]
        for lot in lots
    }
    found: dict[int, PreviewLine] = {}
    for number, drug, line in sorted(rows, key=lambda row: (row[2].lot_id is None, row[0])):
        if line.lot_id is not None:
            choice = [shelves[line.lot_id]] if line.lot_id in shelves else []
        else:
            usable = [lot for lot in lots if lot.drug_id == drug.pk and lot.usable_on(day)]
            choice = [shelves[lot.pk] for lot in usable]
        there = sum(shelf.available for shelf in choice)
        taken = [(by_id[lot_id], pieces) for lot_id, pieces in pick(choice, line.pieces)]
        found[number] = PreviewLine(number, drug, taken, max(0, line.pieces - there))
    return [found[number] for number in sorted(found)]
