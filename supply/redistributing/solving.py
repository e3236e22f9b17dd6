"""The best plan of one drug: stages in strict order, each solved to a proof or to the end of its time."""

from __future__ import annotations

from time import monotonic
from typing import Any

from ortools.sat.python import cp_model

from supply.redistributing.arcs import arcs_of
from supply.redistributing.fair import fair_share
from supply.redistributing.model import Model
from supply.redistributing.scoring import score_of
from supply.redistributing.shapes import Move, Plan, Problem

SECONDS = 10.0


def solve(problem: Problem, *, seconds: float = SECONDS, workers: int = 1) -> Plan:
    """The plan, whether it is proven best, and how far it may be off where the time was not enough."""
    started = monotonic()
    before = score_of(problem, ())
    arcs = arcs_of(problem)
    if not arcs:
        return Plan((), before, before, seconds=monotonic() - started)
    search = _Search(Model(problem, arcs), seconds, workers)
    model = search.model
    sites = [site for site in problem.sites if site.lacks]
    if sites:
        search.minimise(model.need())
        covered = {site.key: search.count(model.covered.get(site.key, ())) for site in sites}
        filled = {site.key: search.value(model.filled.get(site.key, 0)) for site in sites}
        doses = [len(model.reached.get(site.key, ())) for site in sites]
        if 0 < sum(covered.values()) < sum(doses) or 0 < sum(filled.values()) < sum(site.shortage for site in sites):
            wanted = fair_share(sum(covered.values()), doses, doses)
            pieces = fair_share(
                sum(filled.values()), [site.weight for site in sites], [site.shortage for site in sites]
            )
            keys = [site.key for site in sites]
            search.minimise(
                model.unfairness(dict(zip(keys, wanted, strict=True)), dict(zip(keys, pieces, strict=True)))
            )
    if model.lost:
        search.minimise(model.waste())
    search.minimise(model.cost())
    moves = tuple(
        Move(arc.source, arc.target, arc.lot, pieces)
        for arc, pieces in zip(arcs, search.pieces(), strict=True)
        if pieces
    )
    return Plan(
        moves, before, score_of(problem, moves), search.proven, round(search.gap, 6), round(monotonic() - started, 3)
    )


class _Search:
    """Solves stage after stage; what a stage reached binds the following ones."""

    def __init__(self, model: Model, seconds: float, workers: int) -> None:
        self.model, self.until, self.workers = model, monotonic() + seconds, workers
        self.proven, self.gap = True, 0.0
        self._found: list[int] | None = None
        self._solver: cp_model.CpSolver | None = None

    def minimise(self, objective: Any) -> None:
        if isinstance(objective, int):
            return
        cp = self.model.cp
        cp.minimize(objective)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = self.workers
        solver.parameters.random_seed = 7
        solver.parameters.max_time_in_seconds = max(self.until - monotonic(), 0.2)
        if self._found is not None:
            cp.clear_hints()
            for index, value in enumerate(self._found):
                cp.add_hint(cp.get_int_var_from_proto_index(index), value)
        status = solver.solve(cp)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            # Doing nothing is always a plan, and what the stages before found still is one.
            self.proven, self.gap = False, 1.0
            return
        value, bound = round(solver.objective_value), solver.best_objective_bound
        if status != cp_model.OPTIMAL:
            self.proven = False
            self.gap = max(self.gap, abs(value - bound) / max(abs(value), 1))
        cp.add(objective <= value)
        self._solver = solver
        self._found = [solver.value(cp.get_int_var_from_proto_index(index)) for index in range(len(cp.proto.variables))]

    def value(self, expression: Any) -> int:
        return 0 if self._solver is None else int(self._solver.value(expression))

    def count(self, variables: Any) -> int:
        return sum(self.value(one) for one in variables)

    def pieces(self) -> list[int]:
        return [self.value(one) for one in self.model.pieces]
