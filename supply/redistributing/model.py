"""The integer programme of one drug. OR-tools is imported here and nowhere else: workers and commands only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from ortools.sat.python import cp_model

from supply.redistributing.arcs import Arc, reachable_doses
from supply.redistributing.donors import floors, loss, spare_in_all
from supply.redistributing.shapes import Problem, Site


class Model:
    """Variables and rules; `stages` are solved over it one after another (see `solve`)."""

    def __init__(self, problem: Problem, arcs: Sequence[Arc]) -> None:
        self.problem, self.arcs = problem, arcs
        self.cp = cp_model.CpModel()
        self.sites = {site.key: site for site in problem.sites}
        self.out_of: dict[int, list[int]] = defaultdict(list)
        self.into: dict[int, list[int]] = defaultdict(list)
        for index, arc in enumerate(arcs):
            self.out_of[arc.source].append(index)
            self.into[arc.target].append(index)
        pack = problem.rules.pack
        self.packs = [self.cp.new_int_var(0, arc.most // pack, "") for arc in arcs]
        self.pieces = [pack * var for var in self.packs]
        self.reached = reachable_doses(problem, list(arcs))
        # Covered or not, of each dose that can be reached; pieces of safety filled; pieces lost; trips made.
        self.covered: dict[int, list[Any]] = {}
        self.filled: dict[int, Any] = {}
        self.lost: dict[int, Any] = {}
        self.trips: dict[tuple[int, int], Any] = {}
        for key in sorted(self.out_of):
            self._give(self.sites[key])
        for key in sorted(self.into):
            self._take(self.sites[key])
        for key in sorted({*self.out_of, *self.into}):
            self._lose(self.sites[key])
        self._travel()

    def _give(self, site: Site) -> None:
        """A donor keeps what its own doses and its safety need, of lots that last long enough."""
        by_lot: dict[int, list[int]] = defaultdict(list)
        for index in self.out_of[site.key]:
            by_lot[self.arcs[index].lot].append(index)
        for held in site.held:
            if len(by_lot[held.lot]) > 1:
                self.cp.add(sum(self.pieces[index] for index in by_lot[held.lot]) <= held.pieces)
        for last, wanted in floors(site):
            lots = [held for held in site.held if held.last >= last]
            leaves = [self.pieces[index] for held in lots for index in by_lot[held.lot]]
            if leaves:
                self.cp.add(sum(leaves) <= sum(held.pieces for held in lots) - wanted)

    def _take(self, site: Site) -> None:
        """Doses are covered in their order, each whole; what is not for them stays within shortage and room."""
        rules = self.problem.rules
        doses = [site.doses[position] for position in self.reached.get(site.key, ())]
        covered = [self.cp.new_bool_var("") for _dose in doses]
        self.covered[site.key] = covered
        for earlier, later in pairwise(covered):
            self.cp.add_implication(later, earlier)
        final = doses[-1].day if doses else 0
        lasting = [index for index in self.into[site.key] if self.arcs[index].last >= final]
        by_life: dict[tuple[int, int], list[int]] = defaultdict(list)
        for index in self.into[site.key]:
            arc = self.arcs[index]
            if arc.last < final or arc.short_lived:
                by_life[(arc.route.days, arc.last)].append(index)
        # Pieces that do not last to the final dose are told apart by the doses they go to.
        given: dict[int, list[Any]] = defaultdict(list)
        for (arrives, last), indexes in sorted(by_life.items()):
            uses = []
            most = sum(self.arcs[index].most for index in indexes)
            for position, dose in enumerate(doses):
                if arrives <= dose.day <= last:
                    use = self.cp.new_int_var(0, min(dose.pieces, most), "")
                    uses.append(use)
                    given[position].append(use)
            arrived = sum(self.pieces[index] for index in indexes)
            if all(self.arcs[index].short_lived for index in indexes):
                self.cp.add(sum(uses) == arrived)
            else:
                self.cp.add(sum(uses) <= arrived)
        alone = [index for index in lasting if not self.arcs[index].short_lived]
        for position, dose in enumerate(doses):
            if given[position]:
                self.cp.add(sum(given[position]) <= dose.pieces * covered[position])
            used = sum(
                earlier.pieces * covered[before] - sum(given[before])
                for before, earlier in enumerate(doses[: position + 1])
            )
            by_then = sum(self.pieces[index] for index in alone if self.arcs[index].route.days <= dose.day)
            self.cp.add(used <= by_then)
        beyond = sum(self.pieces[index] for index in self.into[site.key]) - sum(
            dose.pieces * one for dose, one in zip(doses, covered, strict=True)
        )
        self.cp.add(beyond <= max(site.shortage, site.room, rules.pack - 1))
        if site.shortage:
            self.filled[site.key] = self.cp.new_int_var(0, site.shortage, "")
            self.cp.add(self.filled[site.key] <= beyond)

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
        lost = self.lost[site.key] = self.cp.new_int_var(0, most, "")
        for day in days:
            held = sum(one.pieces for one in site.held if one.last <= day)
            came = [self.pieces[index] for index in coming if self.arcs[index].last <= day]
            left = [self.pieces[index] for index in going if self.arcs[index].last <= day]
            surplus = held - site.use_through(day)
            if surplus > 0 or came:
                self.cp.add(lost >= surplus + sum(came) - sum(left))

    def _travel(self) -> None:
        """A trip that is made carries the least that is worth it, and costs."""
        rules = self.problem.rules
        by_pair: dict[tuple[int, int], list[int]] = defaultdict(list)
        for index, arc in enumerate(self.arcs):
            by_pair[arc.pair].append(index)
        for pair, indexes in by_pair.items():
            route = self.arcs[indexes[0]].route
            if rules.least <= 1 and not route.trip:
                continue
            made = self.trips[pair] = self.cp.new_bool_var("")
            carried = sum(self.pieces[index] for index in indexes)
            for index in indexes:
                self.cp.add(self.packs[index] <= self.arcs[index].most // rules.pack * made)
            if len(indexes) > 1:
                self.cp.add(carried <= spare_in_all(self.sites[pair[0]]) * made)
            if rules.least > 1:
                self.cp.add(carried >= rules.least * made)

    # What is minimised, stage by stage.

    def need(self) -> Any:
        """Uncovered doses first, then pieces of safety still short."""
        short = sum(site.shortage for site in self.problem.sites)
        covered = sum(one for doses in self.covered.values() for one in doses)
        return -(short + 1) * covered - sum(self.filled.values())

    def unfairness(self, doses: Mapping[int, int], pieces: Mapping[int, int]) -> Any:
        """Doses, then pieces, below what a fair share gives each site."""
        below_doses, below_pieces = [], []
        for key, target in doses.items():
            if target:
                below = self.cp.new_int_var(0, target, "")
                self.cp.add(below >= target - sum(self.covered.get(key, ())))
                below_doses.append(below)
        for key, target in pieces.items():
            if target:
                below = self.cp.new_int_var(0, target, "")
                self.cp.add(below >= target - self.filled.get(key, 0))
                below_pieces.append(below)
        return (sum(pieces.values()) + 1) * sum(below_doses) + sum(below_pieces)

    def waste(self) -> Any:
        return sum(self.lost.values())

    def cost(self) -> Any:
        trips = sum(self.arcs_route(pair).trip * made for pair, made in self.trips.items())
        return trips + sum(arc.route.piece * var for arc, var in zip(self.arcs, self.pieces, strict=True))

    def arcs_route(self, pair: tuple[int, int]) -> Any:
        return self.problem.routes[pair]
