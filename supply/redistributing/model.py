"""The integer programme of one drug. OR-tools is imported here and nowhere else: workers and commands only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from ortools.linear_solver import pywraplp

from supply.redistributing.arcs import Arc
from supply.redistributing.donors import floors, loss, spare_in_all
from supply.redistributing.shapes import Problem, Site

# (factor, variable) of a linear expression.
Terms = list[tuple[float, Any]]


class Model:
    """Variables and rules; `solving` minimises one expression over it after another.

    Nearly all of it is a network, which is whole by itself: without `whole`, whole pieces, whole doses and the least
    trip are left to chance, and what comes out is a bound in milliseconds. `reached` are the doses that all arcs there
    are could cover, whichever of them this model is given (`reachable_doses`).
    """

    def __init__(
        self, problem: Problem, arcs: Sequence[Arc], reached: Mapping[int, tuple[int, ...]], *, whole: bool
    ) -> None:
        self.problem, self.arcs, self.reached, self.whole = problem, arcs, reached, whole
        self.lp = pywraplp.Solver.CreateSolver("SCIP" if whole else "GLOP")
        self.sites = {site.key: site for site in problem.sites}
        self.out_of: dict[int, list[int]] = defaultdict(list)
        self.into: dict[int, list[int]] = defaultdict(list)
        for index, arc in enumerate(arcs):
            self.out_of[arc.source].append(index)
            self.into[arc.target].append(index)
        self.pack = problem.rules.pack
        self.packs = [self._number(arc.most // self.pack) for arc in arcs]
        # Covered or not, of each dose that can be reached; pieces of safety filled; pieces lost.
        self.covered: dict[int, list[Any]] = {}
        self.filled: dict[int, Any] = {}
        self.lost: dict[int, Any] = {}
        for key in sorted(self.out_of):
            self._give(self.sites[key])
        for key in sorted(self.into):
            self._take(self.sites[key])
        for key in sorted({*self.out_of, *self.into}):
            self._lose(self.sites[key])
        self._travel()

    def _number(self, most: int) -> Any:
        return self.lp.IntVar(0, most, "") if self.whole else self.lp.NumVar(0, most, "")

    def _moved(self, indexes: Iterable[int], factor: int = 1) -> Terms:
        """Pieces on these arcs."""
        return [(factor * self.pack, self.packs[index]) for index in indexes]

    def at_most(self, terms: Terms, limit: float) -> Any:
        """Σ terms ≤ limit, each variable once; the row, whose limit may be moved."""
        row = self.lp.Constraint(-self.lp.infinity(), float(limit))
        for factor, variable in terms:
            row.SetCoefficient(variable, factor)
        return row

    def _give(self, site: Site) -> None:
        """A donor keeps what its own doses and its safety need, of lots that last long enough."""
        by_lot: dict[int, list[int]] = defaultdict(list)
        for index in self.out_of[site.key]:
            by_lot[self.arcs[index].lot].append(index)
        for held in site.held:
            if by_lot[held.lot]:
                self.at_most(self._moved(by_lot[held.lot]), held.pieces)
        for last, wanted in floors(site):
            lots = [held for held in site.held if held.last >= last]
            leaves = [index for held in lots for index in by_lot[held.lot]]
            if leaves:
                self.at_most(self._moved(leaves), sum(held.pieces for held in lots) - wanted)

    def _take(self, site: Site) -> None:
        """Doses are covered in their order, each whole; what is not for them stays within shortage and room."""
        doses = [site.doses[position] for position in self.reached.get(site.key, ())]
        covered = self.covered[site.key] = [self._number(1) for _dose in doses]
        for earlier, later in pairwise(covered):
            self.at_most([(1, later), (-1, earlier)], 0)
        final = doses[-1].day if doses else 0
        given: dict[int, Terms] = defaultdict(list)
        by_life: dict[tuple[int, int], list[int]] = defaultdict(list)
        lasting = []
        for index in self.into[site.key]:
            arc = self.arcs[index]
            if arc.short_lived or arc.last < final:
                by_life[(arc.route.days, arc.last)].append(index)
            else:
                lasting.append(index)
        # Pieces that do not last to the final dose are told apart by the doses they go to.
        for (arrives, last), indexes in sorted(by_life.items()):
            uses: Terms = []
            for position, dose in enumerate(doses):
                if arrives <= dose.day <= last:
                    use = self._number(dose.pieces)
                    uses.append((1, use))
                    given[position].append((1, use))
            self.at_most(uses + self._moved(indexes, -1), 0)
            if self.arcs[indexes[0]].short_lived:
                self.at_most(self._moved(indexes) + [(-1, use) for _one, use in uses], 0)
        by_day = sorted(lasting, key=lambda index: self.arcs[index].route.days)
        # Dose after dose: what lasting lots must give so far has arrived by then. Between two arrivals, and before a
        # later dose of the same arrivals, only the last one binds.
        needed: Terms = []
        for position, dose in enumerate(doses):
            if given[position]:
                self.at_most([*given[position], (-dose.pieces, covered[position])], 0)
            needed += [(dose.pieces, covered[position]), *((-1, use) for _one, use in given[position])]
            there = [index for index in by_day if self.arcs[index].route.days <= dose.day]
            if position + 1 < len(doses) and not given[position]:
                after = [index for index in by_day if self.arcs[index].route.days <= doses[position + 1].day]
                if len(after) == len(there) and not given[position + 1]:
                    continue
            self.at_most(needed + self._moved(there, -1), 0)
        beyond = self._moved(self.into[site.key]) + [
            (-dose.pieces, one) for dose, one in zip(doses, covered, strict=True)
        ]
        self.at_most(beyond, max(site.shortage, site.room, self.pack - 1))
        if site.shortage:
            filled = self.filled[site.key] = self._number(site.shortage)
            self.at_most([(1, filled), *((-factor, variable) for factor, variable in beyond)], 0)

    def _lose(self, site: Site) -> None:
        """At least the surplus of what expires by each day over what is used by then; the objective presses it down."""
        horizon = self.problem.rules.horizon
        going = [index for index in self.out_of[site.key] if self.arcs[index].last <= horizon]
        coming = [index for index in self.into[site.key] if self.arcs[index].last <= horizon]
        now = loss(site, site.held, horizon)
        if not coming and not (going and now):
            return
        days = sorted(
            {held.last for held in site.held if held.last <= horizon} | {self.arcs[index].last for index in coming}
        )
        most = now + sum(self.arcs[index].most for index in coming)
        lost = self.lost[site.key] = self._number(most)
        for day in days:
            came = [index for index in coming if self.arcs[index].last <= day]
            left = [index for index in going if self.arcs[index].last <= day]
            surplus = sum(one.pieces for one in site.held if one.last <= day) - site.use_through(day)
            if surplus > 0 or came:
                self.at_most(self._moved(came) + self._moved(left, -1) + [(-1, lost)], -surplus)

    def _travel(self) -> None:
        """A trip to whoever lacks no dated dose carries the least that is worth it.

        Who has but so many pieces makes but so many such trips, and who takes but so many gets but so many: said with
        `pieces / most` in place of a trip made or not, this holds without whole numbers too, and tightens the bound.
        """
        least = self.problem.rules.least
        if least <= 1:
            return
        by_pair: dict[tuple[int, int], list[int]] = defaultdict(list)
        for index, arc in enumerate(self.arcs):
            if not self.sites[arc.target].doses:
                by_pair[arc.pair].append(index)
        has = {key: spare_in_all(self.sites[key]) for key in self.out_of}
        takes = {key: max(self.sites[key].shortage, self.sites[key].room, self.pack - 1) for key in self.into}
        trips: dict[tuple[int, bool], Terms] = defaultdict(list)
        for (source, target), indexes in by_pair.items():
            most = min(sum(self.arcs[index].most for index in indexes), has[source], takes[target])
            if self.whole:
                made = self.lp.BoolVar("")
                self.at_most([*self._moved(indexes), (-most, made)], 0)
                self.at_most([*self._moved(indexes, -1), (least, made)], 0)
                share: Terms = [(1, made)]
            else:
                share = [(self.pack / most, self.packs[index]) for index in indexes]
            trips[source, True] += share
            trips[target, False] += share
        for (key, gives), terms in trips.items():
            if len(terms) > 1:
                self.at_most(terms, (has if gives else takes)[key] // least)

    # What is minimised, stage by stage.

    def doses(self) -> Terms:
        return [(-1, one) for covered in self.covered.values() for one in covered]

    def short(self) -> Terms:
        return [(-1, one) for one in self.filled.values()]

    def unfairness(self, doses: Mapping[int, int], pieces: Mapping[int, int]) -> Terms:
        """Doses, then pieces, below what a fair share gives each site."""
        weight = sum(pieces.values()) + 1
        terms: Terms = []
        for key, target in doses.items():
            if target:
                below = self._number(target)
                self.at_most([(-1, below), *((-1, one) for one in self.covered.get(key, ()))], -target)
                terms.append((weight, below))
        for key, target in pieces.items():
            if target:
                below = self._number(target)
                self.at_most([(-1, below), *([(-1, self.filled[key])] if key in self.filled else [])], -target)
                terms.append((1, below))
        return terms

    def waste(self) -> Terms:
        return [(1, one) for one in self.lost.values()]

    def cost(self) -> Terms:
        return [
            (arc.route.cost * self.pack, packs)
            for arc, packs in zip(self.arcs, self.packs, strict=True)
            if arc.route.cost
        ]
