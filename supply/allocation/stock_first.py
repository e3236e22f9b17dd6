"""Of what is complete, what can be from stock alone, in the same order. Pure; why it is exact is told in `__init__`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter

from supply.allocation.shapes import COVERED, INCOMING, STOCK, UNCOVERED, Line, Need, Outcome, Parts, Supply
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

    def unmet(self) -> list[int]:
        """Per day, the free pieces that what is on its way cannot give."""
        left = [lot[2] for lot in self.incoming]
        unmet = [0] * len(self.days)
        for n in range(len(self.days) - 1, -1, -1):
            wanted = self.free[n]
            if wanted:
                day = self.days[n]
                for position, (expires, arrives, _pieces, _token) in enumerate(self.incoming):
                    if arrives <= day <= expires and left[position]:
                        given = min(left[position], wanted)
                        left[position] -= given
                        wanted -= given
                        if not wanted:
                            break
                unmet[n] = wanted
        return unmet

    def room(self, day: int) -> int:
        """How many of the day's free pieces can be bound to stock while everything else stays possible."""
        here = self.at[day]
        asked = self.free[here]
        if not asked or day < self.first_arrival:
            return asked
        self.free[here] = 0
        unmet = self.unmet()
        self.free[here] = asked
        room = asked
        needed = sum(self.bound[here + 1 :]) + sum(unmet[here + 1 :])
        for n in range(here, -1, -1):
            needed += self.bound[n] + unmet[n]
            room = min(room, self.lasting[n] - needed)
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
        given: list[Line] = []
        for (drug, pieces), line in zip(lines, outcomes[n][1], strict=True):
            if drug not in drugs:
                given.append(line)
                continue
            wait = 0
            if (n, drug) in waiting:
                wait = pieces - min(pieces, spare[drug][day])
                spare[drug][day] -= pieces - wait
            parts: Parts = []
            if pieces > wait:
                shelf = shelves[drug]
                shelf.has(day, pieces - wait)
                parts += shelf.take(day, pieces - wait)
            if wait:
                state = INCOMING
                coming[drug].has(day, wait)
                parts += coming[drug].take(day, wait)
            given.append((INCOMING if wait else COVERED, 0, parts))
        outcomes[n] = (state, given)
