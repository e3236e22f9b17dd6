"""First to expire, first out: which lots give the pieces. Pure, no ORM."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass
class Shelf:
    """One lot at a place: what may still be taken of it. Picking lowers `available`."""

    lot_id: int
    drug_id: int
    expires_on: date
    available: int


def pick(shelves: Sequence[Shelf], wanted: int) -> list[tuple[int, int]]:
    """(lot, pieces) that give `wanted`, from `shelves` in the order they come (first to expire first).

    Takes nothing and returns [] when they do not hold enough: half a line is never issued in silence.
    """
    if sum(shelf.available for shelf in shelves) < wanted:
        return []
    taken: list[tuple[int, int]] = []
    for shelf in shelves:
        if wanted == 0:
            break
        pieces = min(shelf.available, wanted)
        if pieces:
            shelf.available -= pieces
            wanted -= pieces
            taken.append((shelf.lot_id, pieces))
    return taken
