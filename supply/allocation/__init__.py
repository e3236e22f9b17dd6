"""Which packages can be complete, and with which lots: exact, and pure (no ORM).

In order of day, priority and reference, a package is complete if it can be while those before it stay complete. Then,
in the same order, a complete package is from stock alone if it can be, while the ones before it stay so and all stay
complete; and last, each remaining line by itself. An incomplete package takes nothing.

Why this is exact. A drug's lots are intervals of days: from arrival (stock: always) to expiry. Packages come by day, so
taking the first lot to expire leaves the most for every later day, and a package is complete exactly if that leaves
enough of all its drugs. Which pieces come from stock is a second question, since a lot on its way may expire before
one on the shelf. Stock is open from the start, so the lots a day can use are those that expire from it on. By Hall's
theorem a choice is possible exactly if, for every day t, the stock that lasts to t holds what is bound to stock from t
on plus what the rest from t on cannot get from what is on its way. That gives the pieces of a day that stock can give
in closed form (`stock_first.Mixed.room`).

Days are whole numbers counted from today; everything is plain tuples because a unit has thousands of lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from supply.allocation.shapes import COVERED, INCOMING, STOCK, UNCOVERED, Line, Need, Outcome, Parts, Supply
from supply.allocation.shelf import Shelf
from supply.allocation.stock_first import prefer_stock

__all__ = ["COVERED", "INCOMING", "STOCK", "UNCOVERED", "Line", "Need", "Outcome", "Parts", "Supply", "allocate"]


def allocate(needs: Sequence[Need], supplies: Mapping[int, Sequence[Supply]]) -> list[Outcome]:
    """The outcome of each package; `needs` in order of (day, priority, reference), `supplies` by drug."""
    shelves = {drug: Shelf(lots) for drug, lots in supplies.items()}
    for _day, lines in needs:
        for drug, _pieces in lines:
            if drug not in shelves:
                shelves[drug] = Shelf(())
    outcomes = _complete(needs, shelves)
    mixed = {drug for drug, shelf in shelves.items() if shelf.gave_incoming}
    if mixed:
        prefer_stock(needs, supplies, outcomes, mixed)
    return outcomes


def _complete(needs: Sequence[Need], shelves: Mapping[int, Shelf]) -> list[Outcome]:
    """Complete or nothing, day by day."""
    outcomes: list[Outcome] = []
    for day, lines in needs:
        for drug, pieces in lines:
            if not shelves[drug].has(day, pieces):
                outcomes.append((UNCOVERED, [_missing(shelves[one], day, wanted) for one, wanted in lines]))
                break
        else:
            outcomes.append((COVERED, [(COVERED, 0, shelves[drug].take(day, pieces)) for drug, pieces in lines]))
    return outcomes


def _missing(shelf: Shelf, day: int, pieces: int) -> Line:
    """A line of an incomplete package: what it lacks of what is left at that moment."""
    available = shelf.available(day)
    if available < pieces:
        return (UNCOVERED, pieces - available, [])
    return (COVERED if shelf.in_stock(day) >= pieces else INCOMING, 0, [])
