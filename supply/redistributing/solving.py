"""The best plan of one drug: stages in strict order, each solved to a proof or to the end of its time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from time import monotonic
from typing import Any

from ortools.linear_solver import pywraplp

from supply.redistributing.arcs import Arc, arcs_of
from supply.redistributing.fair import fair_share
from supply.redistributing.model import Model, Terms
from supply.redistributing.nearest import nearest, with_all_that_is_left
from supply.redistributing.scoring import score_of
from supply.redistributing.shapes import Move, Plan, Problem

SECONDS = 60.0


def solve(problem: Problem, *, seconds: float = SECONDS) -> Plan:
    """The plan, whether it is proven best, and how far it may be off where the time was not enough.

    The least trip is told only of pairs that would break it: a plan that is best without being told of the others, and
    keeps to it all the same, is best with it. Where there are thousands of ways, the nearest that give more than enough
    are the ones chosen among, and all that is left of the others where something stays missing.
    """
    started = monotonic()
    before = score_of(problem, ())
    arcs = arcs_of(problem)
    if not arcs:
        return Plan((), before, before, seconds=monotonic() - started)
    until = started + seconds
    kept = nearest(problem, arcs)
    moves, search = _best(problem, kept, until)
    after = score_of(problem, moves)
    if len(kept) < len(arcs) and (after.uncovered or after.short):
        # Something is still missing: nobody who could give is left unasked, however far.
        wider = with_all_that_is_left(problem, arcs, kept, moves)
        if len(wider) > len(kept):
            again, search_again = _best(problem, wider, until)
            score_again = score_of(problem, again)
            if score_again.as_tuple() <= after.as_tuple():
                moves, search, after = again, search_again, score_again
    taken = round(monotonic() - started, 3)
    return Plan(moves, before, after, search.proven, round(search.gap, 6), taken)


def _best(problem: Problem, arcs: Sequence[Arc], until: float) -> tuple[tuple[Move, ...], _Search]:
    urgent = {site.key for site in problem.sites if site.doses}
    watched: set[tuple[int, int]] = set()
    while True:
        search = _Search(Model(problem, arcs, watched), until)
        pieces = search.run()
        small = {pair for pair in _too_small(arcs, pieces, problem.rules.least) if pair[1] not in urgent}
        if not small:
            break
        watched |= small
    found = zip(arcs, pieces, strict=True)
    return tuple(Move(arc.source, arc.target, arc.lot, count) for arc, count in found if count), search


def _too_small(arcs: Sequence[Arc], pieces: Sequence[int], least: int) -> set[tuple[int, int]]:
    carried: dict[tuple[int, int], int] = defaultdict(int)
    for arc, count in zip(arcs, pieces, strict=True):
        carried[arc.pair] += count
    return {pair for pair, count in carried.items() if 0 < count < least}


class _Search:
    """Solves stage after stage; what a stage reached binds the following ones."""

    def __init__(self, model: Model, until: float) -> None:
        self.model, self.until = model, until
        self.proven, self.gap, self._found = True, 0.0, False
        self._values: list[float] = [0.0] * model.lp.NumVariables()

    def run(self) -> list[int]:
        """Pieces on each arc."""
        model = self.model
        sites = [site for site in model.problem.sites if site.lacks]
        if sites:
            self._minimise(model.need())
            doses = [len(model.reached.get(site.key, ())) for site in sites]
            covered = sum(self._sum(model.covered.get(site.key, ())) for site in sites)
            filled = self._sum(model.filled.values())
            if 0 < covered < sum(doses) or 0 < filled < sum(site.shortage for site in sites):
                keys = [site.key for site in sites]
                shortages = [site.shortage for site in sites]
                pieces = fair_share(filled, [site.weight for site in sites], shortages)
                wanted = fair_share(covered, doses, doses)
                self._minimise(
                    model.unfairness(dict(zip(keys, wanted, strict=True)), dict(zip(keys, pieces, strict=True)))
                )
        self._minimise(model.waste())
        self._minimise(model.cost())
        return [self._sum([packs]) * model.pack for packs in model.packs]

    def _minimise(self, terms: Terms) -> None:
        if not terms:
            return
        lp = self.model.lp
        objective = lp.Objective()
        objective.Clear()
        objective.SetMinimization()
        for factor, variable in terms:
            objective.SetCoefficient(variable, factor)
        lp.SetTimeLimit(max(int(1000 * (self.until - monotonic())), 200))
        if self._found:
            # What the stage before found is a plan of this one: where time ends, the search has something in hand.
            known = lp.variables()[: len(self._values)]
            lp.SetHint(known, self._values)
        parameters = pywraplp.MPSolverParameters()
        parameters.SetDoubleParam(parameters.RELATIVE_MIP_GAP, 0.0)
        status = lp.Solve(parameters)
        if status not in (lp.OPTIMAL, lp.FEASIBLE):
            # Doing nothing is always a plan, and what the stages before found still is one.
            self.proven, self.gap = False, 1.0
            return
        value = round(objective.Value())
        if status != lp.OPTIMAL:
            self.proven = False
            self.gap = max(self.gap, min(abs(value - objective.BestBound()) / max(abs(value), 1), 1.0))
        self._values = [variable.solution_value() for variable in lp.variables()]
        self._found = True
        self.model.at_most(terms, value)

    def _sum(self, variables: Iterable[Any]) -> int:
        """What the variables are together in the last plan found, each a whole number."""
        return sum(round(self._values[variable.index()]) for variable in variables)
