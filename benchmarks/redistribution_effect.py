"""Twelve weeks forward, twice, with and without redistributing every Monday: uncovered doses and expired pieces.

The country of the database at hand (it is only read), or a made-up one. Everything happens in memory. Both futures meet
the same doses, the same demand and the same deliveries: what differs is what is moved. The dated doses that are known
come again every four weeks; what is asked for besides is drawn by the day; a unit at its reorder level orders up to its
maximum, and two weeks later seven of ten such orders arrive. These are choices of this benchmark, not of the institute.

`python -m benchmarks.redistribution_effect [--small]`
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, field
from random import Random

import numpy as np

from benchmarks.bench import say, setup
from benchmarks.redistribution import synthetic
from supply.redistributing.shapes import Held, Problem, Site
from supply.redistributing.solving import solve
from supply.redistributing.standing import Coming, Levels, site_of

WEEKS, AHEAD, LEAD, FILLED = 12, 28, 14, 0.7


@dataclass
class Outcome:
    doses: int = 0
    uncovered: int = 0
    expired: int = 0
    unmet: int = 0
    moved: int = 0
    cost: int = 0

    def __add__(self, other: Outcome) -> Outcome:
        return Outcome(*(one + more for one, more in zip(astuple(self), astuple(other), strict=True)))


@dataclass
class Shelf:
    """One site in one of the two futures: lots as [lot, last day, pieces], and what is on its way by day."""

    lots: list[list[int]]
    coming: dict[int, list[list[int]]] = field(default_factory=lambda: defaultdict(list))

    def there(self) -> int:
        return sum(pieces for _lot, _last, pieces in self.lots)

    def on_way(self) -> int:
        return sum(pieces for lots in self.coming.values() for _lot, _last, pieces in lots)

    def take(self, wanted: int) -> int:
        """The first to expire first; how many were taken."""
        taken = 0
        for lot in sorted(self.lots, key=lambda lot: lot[1]):
            part = min(lot[2], wanted - taken)
            lot[2] -= part
            taken += part
        return taken


class Future:
    """One drug, from a day on. The luck is drawn once and is the same whoever redistributes."""

    def __init__(self, problem: Problem, levels: Mapping[int, Levels], seed: int, weeks: int = WEEKS) -> None:
        self.problem, self.levels, self.days = problem, levels, 7 * weeks
        luck = np.random.default_rng(seed)
        self.asked = {s.key: luck.poisson(max(levels[s.key].daily, 0), self.days) for s in problem.sites}
        self.comes = {s.key: luck.random(self.days) < FILLED for s in problem.sites}
        self.life = {s.key: luck.integers(150, 540, self.days) for s in problem.sites}
        self.dated: dict[int, list[tuple[int, int]]] = {
            site.key: [
                (day + again, pieces)
                for again in range(0, self.days + AHEAD, AHEAD)
                for day, pieces in site.used
                if day < AHEAD
            ]
            for site in problem.sites
        }

    def lived(self, *, redistribute: bool, seconds: float = 0.2) -> Outcome:
        seen = Outcome()
        shelves = {
            site.key: Shelf([[held.lot, held.last, held.pieces] for held in site.held]) for site in self.problem.sites
        }
        for day in range(self.days):
            for key, shelf in shelves.items():
                shelf.lots += shelf.coming.pop(day, [])
                seen.expired += sum(pieces for _lot, last, pieces in shelf.lots if last < day)
                shelf.lots = [lot for lot in shelf.lots if lot[1] >= day and lot[2]]
                if day % 7 == 0:
                    self._order(key, shelf, day)
            if redistribute and day % 7 == 0:
                self._redistribute(shelves, day, seconds, seen)
            for key, shelf in shelves.items():
                for when, pieces in self.dated[key]:
                    if when == day:
                        seen.doses += 1
                        if shelf.there() >= pieces:
                            shelf.take(pieces)
                        else:
                            seen.uncovered += 1
                wanted = int(self.asked[key][day])
                seen.unmet += wanted - shelf.take(wanted)
        return seen

    def _order(self, key: int, shelf: Shelf, day: int) -> None:
        levels, position = self.levels[key], shelf.there() + shelf.on_way()
        if position <= levels.floor and levels.maximum > position and self.comes[key][day]:
            lot = -(1 + day * 100_000 + key)
            last = day + LEAD + int(self.life[key][day])
            shelf.coming[day + LEAD].append([lot, last, levels.maximum - position])

    def _redistribute(self, shelves: Mapping[int, Shelf], day: int, seconds: float, seen: Outcome) -> None:
        """What would be proposed that Monday is done."""
        sites = [self._site(site, shelves[site.key], day) for site in self.problem.sites]
        problem = Problem(tuple(sites), self.problem.routes, self.problem.rules)
        plan = solve(problem, seconds=seconds)
        for move in plan.moves:
            lot = next(one for one in shelves[move.source].lots if one[0] == move.lot)
            lot[2] -= move.pieces
            arrives = day + max(self.problem.routes[move.source, move.target].days, 1)
            shelves[move.target].coming[arrives].append([move.lot, lot[1], move.pieces])
            seen.moved += move.pieces
        seen.cost += plan.after.cost

    def _site(self, site: Site, shelf: Shelf, day: int) -> Site:
        lots: dict[tuple[int, int], int] = defaultdict(int)
        for lot, last, pieces in shelf.lots:
            lots[lot, last] += pieces
        shelf.lots = [[lot, last, pieces] for (lot, last), pieces in lots.items() if pieces]
        held = [Held(lot, last - day, pieces) for lot, last, pieces in shelf.lots]
        coming = [
            Coming(arrives - day, last - day, pieces)
            for arrives, parts in shelf.coming.items()
            for _lot, last, pieces in parts
        ]
        dated = sorted((when - day, pieces, 0) for when, pieces in self.dated[site.key] if day <= when < day + AHEAD)
        return site_of(site.key, held, coming, dated, self.levels[site.key])


def usual_levels(problem: Problem) -> dict[int, Levels]:
    """Two weeks, three, four, of what a site uses."""
    found = {}
    for site in problem.sites:
        daily = max(site.daily, 0.05)
        dated = sum(pieces for _day, pieces in site.used) / AHEAD
        found[site.key] = Levels(
            round(14 * daily) + 1, round(21 * daily) + 1, round(28 * daily) + 2, 21, max(daily - dated, 0), 30 * daily
        )
    return found


def both(futures: Iterable[Future], seconds: float = 0.2) -> tuple[Outcome, Outcome]:
    without, with_ = Outcome(), Outcome()
    for future in futures:
        without += future.lived(redistribute=False)
        with_ += future.lived(redistribute=True, seconds=seconds)
    return without, with_


def made_up(drugs: int, units: int, weeks: int = WEEKS) -> list[Future]:
    problems = synthetic(harsh=True, drugs=drugs, units=units)
    return [Future(problem, usual_levels(problem), number, weeks) for number, problem in problems.items()]


def stored() -> list[Future]:
    setup()
    from django.db import DatabaseError
    from django.utils import timezone

    from supply.selectors.redistribution.world import read_world

    try:
        world = read_world(today=timezone.localdate())
    except DatabaseError:
        return []
    found = []
    for drug, problem in world.problems.items():
        levels = {site.key: world.levels.get((site.key, drug), Levels()) for site in problem.sites}
        found.append(Future(problem, levels, drug))
    return Random(1).sample(found, min(len(found), 12))


def main() -> None:
    small = "--small" in sys.argv
    countries = [("made up", made_up(3 if small else 6, 40 if small else 120)), ("stored", [] if small else stored())]
    for name, futures in countries:
        if not futures:
            continue
        without, with_ = both(futures)
        told = f"{WEEKS} weeks with redistribution (without), {name}, {len(futures)} drugs"
        say(f"{told}: dated doses", with_.doses, "doses", without.doses)
        say(f"{told}: uncovered doses", with_.uncovered, "doses", without.uncovered)
        say(f"{told}: expired", with_.expired, "pieces", without.expired)
        say(f"{told}: asked for and not there", with_.unmet, "pieces", without.unmet)
        say(f"{told}: moved", with_.moved, "pieces")
        say(f"{told}: cost by the working values", with_.cost / 100, "pesos")


if __name__ == "__main__":
    main()
