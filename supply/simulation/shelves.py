"""Pieces by place, drug and lot, issued first to expire first out, never below zero. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

NEVER = np.iinfo(np.int32).max


@dataclass(frozen=True)
class Taken:
    """What left the shelves: of which request, from which shelf and lot column, how many pieces."""

    request: np.ndarray
    shelf: np.ndarray
    column: np.ndarray
    pieces: np.ndarray


class Shelves:
    """A shelf is one drug in one place; its columns are the drug's lots that are still somewhere.

    `pieces[shelf, column]`; `lot[drug, column]` is the lot's own number (−1: free column), `expires[drug, column]` the
    ordinal of its last good day, `blocked` True while it may not be given, `recalled` True if it must be taken away.
    `moving[drug, column]` are pieces on their way: a column is not given to another lot while there are any.
    """

    def __init__(self, drug_of_shelf: np.ndarray, drugs: int, columns: int = 32) -> None:
        self.drug = drug_of_shelf
        self.pieces = np.zeros((len(drug_of_shelf), columns), dtype=np.int64)
        self.lot = np.full((drugs, columns), -1, dtype=np.int64)
        self.expires = np.full((drugs, columns), NEVER, dtype=np.int64)
        self.blocked = np.zeros((drugs, columns), dtype=bool)
        self.recalled = np.zeros((drugs, columns), dtype=bool)
        self.moving = np.zeros((drugs, columns), dtype=np.int64)
        self._order = np.tile(np.arange(columns), (drugs, 1))

    def open_lot(self, drug: int, lot: int, expires: int) -> int | None:
        """A column for a new lot; None when the drug has as many lots about as there are columns."""
        free = np.flatnonzero(self.lot[drug] < 0)
        if not len(free):
            held = self.pieces[self.drug == drug].sum(axis=0) + self.moving[drug]
            free = np.flatnonzero(held == 0)
            if not len(free):
                return None
            self.lot[drug, free], self.expires[drug, free] = -1, NEVER
            self.blocked[drug, free] = self.recalled[drug, free] = False
        column = int(free[0])
        self.lot[drug, column], self.expires[drug, column] = lot, expires
        self._order[drug] = np.argsort(self.expires[drug], kind="stable")
        return column

    def lots_of(self, shelf: np.ndarray, column: np.ndarray) -> np.ndarray:
        return np.asarray(self.lot[self.drug[shelf], column])

    def usable(self, shelf: np.ndarray, day: int) -> np.ndarray:
        """Pieces that may be given on the day, by shelf."""
        drug = self.drug[shelf]
        good = (self.expires[drug] >= day) & ~self.blocked[drug]
        return np.asarray((self.pieces[shelf] * good).sum(axis=1))

    def put(self, shelf: np.ndarray, column: np.ndarray, pieces: np.ndarray) -> None:
        np.add.at(self.pieces, (shelf, column), pieces)

    def take(self, shelf: np.ndarray, pieces: np.ndarray, day: int) -> Taken:
        """Give up to `pieces` for each request, FEFO; requests on one shelf are served in the order given."""
        order = np.argsort(shelf, kind="stable")
        sorted_shelf, wanted = shelf[order], pieces[order]
        drug = self.drug[sorted_shelf]
        fefo = self._order[drug]
        good = np.take_along_axis((self.expires[drug] >= day) & ~self.blocked[drug], fefo, axis=1)
        held = np.take_along_axis(self.pieces[sorted_shelf], fefo, axis=1) * good
        upto = held.cumsum(axis=1)
        ends = wanted.cumsum()
        first = np.r_[True, sorted_shelf[1:] != sorted_shelf[:-1]] if len(sorted_shelf) else np.zeros(0, dtype=bool)
        before_shelf = np.maximum.accumulate(np.where(first, ends - wanted, 0)) if len(ends) else ends
        ends = ends - before_shelf
        starts = ends - wanted
        given = np.minimum(ends[:, None], upto) - np.maximum(starts[:, None], upto - held)
        row, place = np.nonzero(given > 0)
        column = fefo[row, place]
        amount = given[row, place]
        taken = Taken(order[row], sorted_shelf[row], column, amount)
        np.subtract.at(self.pieces, (taken.shelf, taken.column), taken.pieces)
        return taken
