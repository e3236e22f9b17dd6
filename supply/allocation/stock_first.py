"""Of what is complete, what can be from stock alone, in the same order. Pure; why it is exact is told in `__init__`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter

from supply.allocation.shapes import COVERED, INCOMING, STOCK, UNCOVERED, Need, Outcome, Parts, Supply
from supply.allocation.shelf import Shelf


class Mixed:
    """A drug some of whose pieces come from what is on its way: pieces by day, bound to stock or free to wait."""

    def __init__(self, lots: Sequence[Supply], wanted: Mapping[int, int]) -> None:
        self.days = sorted(wanted)
        self.at = {day: n for n, day in enumerate(self.days)}
        self.stock = [lot for lot in lots if lot[1] == STOCK]
        # Walking backwards a lot is gone before its arrival, so the last to arrive goes first.
        self.incoming = sorted((lot for lot in lots if lot[1] != STOCK), key=itemgetter(1), reverse=True)
        self.first_arrival = self.incoming[-1][1]
        self.lasting = [sum(lot[2] for lot in self.stock if lot[0] >= day) for day in self.days]
        self.bound = [0] * len(self.days)
        self.free = [wanted[day] for day in self.days]

    def look_ahead(self) -> None:
        """Note, for each day, what the later ones leave of what is on its way and need of the stock.

        Good for one walk from the first day to the last, as long as each day is bound before the next is asked for.
        """
        left = [lot[2] for lot in self.incoming]
        needed = 0
        size = len(self.days)
        self.left_by_later: list[list[int]] = [left] * size
        self.needed_later = [0] * size
        for n in range(size - 1, -1, -1):
            self.left_by_later[n] = left[:]
            self.needed_later[n] = needed
            needed += self.bound[n] + self._serve(n, left)

    def _serve(self, n: int, left: list[int]) -> int:
        """Serve the free pieces of a day from what is on its way; how many it cannot."""
        wanted = self.free[n]
        if wanted:
            day = self.days[n]
            for position, (expires, arrives, _pieces, _token) in enumerate(self.incoming):
                here = left[position]
                if here and arrives <= day <= expires:
                    if here >= wanted:
                        left[position] = here - wanted
                        return 0
                    left[position] = 0
                    wanted -= here
        return wanted

    def unmet(self) -> list[int]:
        """Per day, the free pieces that what is on its way cannot give."""
        left = [lot[2] for lot in self.incoming]
        return [self._serve(n, left) for n in range(len(self.days) - 1, -1, -1)][::-1]

    def room(self, day: int) -> int:
        """How many of the day's free pieces can be bound to stock while everything else stays possible."""
        here = self.at[day]
        room = self.free[here]
        if not room or day < self.first_arrival:
            return room
        lasting, bound, free = self.lasting, self.bound, self.free
        needed = self.needed_later[here] + bound[here]
        room = min(room, lasting[here] - needed)
        left = self.left_by_later[here][:]
        for n in range(here - 1, -1, -1):
            needed += bound[n]
            if free[n]:
                needed += self._serve(n, left)
            if lasting[n] - needed < room:
                room = lasting[n] - needed
        return room

    def bind(self, day: int, pieces: int) -> None:
        """These pieces of the day come from stock."""
        here = self.at[day]
        self.free[here] -= pieces
        self.bound[here] += pieces


def prefer_stock(
    needs: Sequence[Need],
    supplies: Mapping[int, Sequence[Supply]],
    outcomes: list[Outcome],
    mixed: set[int],
) -> None:
    """Complete packages, then lines, from stock alone where they can be; the lots of `mixed` drugs given out anew."""
    wanted: dict[int, dict[int, int]] = {drug: {} for drug in mixed}
    touched: list[int] = []
    for n, (day, lines) in enumerate(needs):
        if outcomes[n][0] != UNCOVERED:
            mixed_lines = [line for line in lines if line[0] in mixed]
            if mixed_lines:
                touched.append(n)
            for drug, pieces in mixed_lines:
                wanted[drug][day] = wanted[drug].get(day, 0) + pieces
    drugs = {drug: Mixed(supplies[drug], days) for drug, days in wanted.items()}
    waiting = _bind([(n, needs[n][0], [line for line in needs[n][1] if line[0] in mixed]) for n in touched], drugs)
    waiting_lines = _bind([(n, day, [line]) for n, day, lines in waiting for line in lines], drugs)
    _give(needs, supplies, outcomes, touched, drugs, {(n, lines[0][0]) for n, _day, lines in waiting_lines})


_Wish = tuple[int, int, list[tuple[int, int]]]


def _bind(wishes: Sequence[_Wish], drugs: Mapping[int, Mixed]) -> list[_Wish]:
    """Bind to stock, in order, each (position, day, lines) of which every line can be; those that cannot are left."""
    for rules in drugs.values():
        rules.look_ahead()
    left: list[_Wish] = []
    today, rooms = STOCK, dict[int, int]()
    bound: dict[int, int] = {}
    for wish in wishes:
        _n, day, lines = wish
        if day != today:
            for drug, pieces in bound.items():
                drugs[drug].bind(today, pieces)
            today, rooms, bound = day, {}, {}
        for drug, _pieces in lines:
            if drug not in rooms:
                rooms[drug] = drugs[drug].room(day)
        if all(rooms[drug] >= pieces for drug, pieces in lines):
            for drug, pieces in lines:
                rooms[drug] -= pieces
                bound[drug] = bound.get(drug, 0) + pieces
        else:
            left.append(wish)
    for drug, pieces in bound.items():
        drugs[drug].bind(today, pieces)
    return left


def _give(
    needs: Sequence[Need],
    supplies: Mapping[int, Sequence[Supply]],
    outcomes: list[Outcome],
    touched: Sequence[int],
    drugs: Mapping[int, Mixed],
    waiting: set[tuple[int, int]],
) -> None:
    """Name the lots: what is bound from the shelf, a waiting line from what the shelf can spare and then the rest."""
    shelves = {drug: Shelf([lot for lot in supplies[drug] if lot[1] == STOCK]) for drug in drugs}
    coming = {drug: Shelf([lot for lot in supplies[drug] if lot[1] != STOCK]) for drug in drugs}
    spare = {drug: dict(zip(rules.days, rules.unmet(), strict=True)) for drug, rules in drugs.items()}
    for n in touched:
        day, lines = needs[n]
        state = COVERED
        given = outcomes[n][1]
        for position, (drug, pieces) in enumerate(lines):
            if drug not in drugs:
                continue
            shelf = shelves[drug]
            if (n, drug) not in waiting:
                shelf.has(day, pieces)
                given[position] = (COVERED, 0, shelf.take(day, pieces))
                continue
            state = INCOMING
            from_shelf = min(pieces, spare[drug][day])
            spare[drug][day] -= from_shelf
            parts: Parts = []
            if from_shelf:
                shelf.has(day, from_shelf)
                parts += shelf.take(day, from_shelf)
            coming[drug].has(day, pieces - from_shelf)
            parts += coming[drug].take(day, pieces - from_shelf)
            given[position] = (INCOMING, 0, parts)
        outcomes[n] = (state, given)
