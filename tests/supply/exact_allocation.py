"""The allocation's objective solved by trying every subset, with a maximum flow to say what is possible.

Written without looking at the code it judges: no intervals, no order of lots, no greedy step.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from functools import cache

from supply.allocation import STOCK, Need, Supply

Supplies = dict[int, list[Supply]]


def max_flow(sources: Sequence[int], sinks: Sequence[int], edges: Iterable[tuple[int, int]]) -> int:
    """Edmonds and Karp on sources → sinks, each with its capacity."""
    start, end = "s", "t"
    capacity: dict[object, dict[object, int]] = {start: {}, end: {}}

    def arc(a: object, b: object, size: int) -> None:
        capacity.setdefault(a, {})[b] = size
        capacity.setdefault(b, {}).setdefault(a, 0)

    for n, size in enumerate(sources):
        arc(start, ("source", n), size)
    for n, size in enumerate(sinks):
        arc(("sink", n), end, size)
    for a, b in edges:
        arc(("source", a), ("sink", b), 10**9)
    total = 0
    while True:
        came: dict[object, object] = {start: start}
        queue = deque([start])
        while queue and end not in came:
            a = queue.popleft()
            for b, room in capacity[a].items():
                if room > 0 and b not in came:
                    came[b] = a
                    queue.append(b)
        if end not in came:
            return total
        path = []
        at: object = end
        while at != start:
            path.append((came[at], at))
            at = came[at]
        size = min(capacity[a][b] for a, b in path)
        for a, b in path:
            capacity[a][b] -= size
            capacity[b][a] += size
        total += size


class Solver:
    """One case: what is complete, what of it is from stock alone, which of the other lines are."""

    def __init__(self, needs: Sequence[Need], supplies: Supplies) -> None:
        self.needs, self.supplies = needs, supplies
        self.lines = [(n, drug, pieces) for n, (_day, lines) in enumerate(needs) for drug, pieces in lines]
        self.possible_for = cache(self._possible_for)

    def _possible_for(self, drug: int, wanted: frozenset[int], from_stock: frozenset[int]) -> bool:
        """Whether these lines of the drug can all be given, some of them from stock alone."""
        lots = self.supplies.get(drug, [])
        sinks = sorted(wanted)
        edges = []
        for column, line in enumerate(sinks):
            day = self.needs[self.lines[line][0]][0]
            for row, (expires, arrives, _pieces, _token) in enumerate(lots):
                if arrives <= day <= expires and (arrives == STOCK or line not in from_stock):
                    edges.append((row, column))
        asked = [self.lines[line][2] for line in sinks]
        return max_flow([lot[2] for lot in lots], asked, edges) == sum(asked)

    def possible(self, wanted: Iterable[int], from_stock: Iterable[int]) -> bool:
        wanted, from_stock = set(wanted), set(from_stock)
        drugs = {self.lines[line][1] for line in wanted}
        return all(
            self.possible_for(
                drug,
                frozenset(line for line in wanted if self.lines[line][1] == drug),
                frozenset(line for line in from_stock if self.lines[line][1] == drug),
            )
            for drug in drugs
        )

    def lines_of(self, packages: Iterable[int]) -> list[int]:
        chosen = set(packages)
        return [line for line, (n, _drug, _pieces) in enumerate(self.lines) if n in chosen]

    def solve(self) -> tuple[set[int], set[int], set[tuple[int, int]]]:
        """(complete packages, those from stock alone, (package, drug) of the other complete lines from stock)."""
        everything = range(len(self.needs))
        complete = best(everything, lambda chosen: self.possible(self.lines_of(chosen), ()))
        wanted = self.lines_of(complete)
        stocked = best(sorted(complete), lambda chosen: self.possible(wanted, self.lines_of(chosen)))
        fixed = self.lines_of(stocked)
        others = [line for line in wanted if line not in fixed]
        single = best(others, lambda chosen: self.possible(wanted, [*fixed, *chosen]))
        return complete, stocked, {self.lines[line][:2] for line in single}


def best(items: Sequence[int], possible) -> set[int]:
    """Of all possible subsets the one that has the first item if any has, then the second, and so on."""
    size = len(items)
    for mask in range(2**size - 1, -1, -1):
        chosen = [item for n, item in enumerate(items) if mask >> (size - 1 - n) & 1]
        if possible(chosen):
            return set(chosen)
    raise AssertionError("not even nothing is possible")
