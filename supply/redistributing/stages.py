"""One model after another objective: what a stage reached binds the following ones. OR-tools: workers and commands."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ortools.linear_solver import pywraplp

from supply.redistributing.fair import fair_share
from supply.redistributing.model import Model, Terms
from supply.redistributing.shapes import Move

# In strict order.
STAGES = ("doses", "short", "unfair", "lost", "cost")
_WEIGHTS = {"doses": 1e9, "short": 1e6, "lost": 1e4, "cost": 1.0}
_EPSILON = 1e-6
_ROUNDING = 0.01
_NOTHING = 1e15


@dataclass(frozen=True, slots=True)
class Found:
    """What a stage came to: `value` of the plan found (None: none), and the `bound` that no plan is below."""

    value: float | None
    bound: float
    proven: bool


NOTHING_FOUND = Found(None, -math.inf, False)


class Staged:
    """A model with its stages: `minimise` one, `bind` what it may not exceed from then on."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.values: list[float] = []
        # Of each arc, by how much each pack that the bound does not send on it would worsen the last stage.
        self.reduced: list[float] = [0.0] * len(model.arcs)
        self._rows: dict[str, Any] = {}
        self._terms: dict[str, Terms] = {}

    def terms(self, stage: str, moved: tuple[int, int] = (0, 0)) -> Terms:
        """The expression of a stage; that of fairness depends on the doses and pieces that come (`moved`)."""
        if stage not in self._terms:
            model = self.model
            if stage == "unfair":
                self._terms[stage] = self._unfairness(*moved)
            else:
                told = {"doses": model.doses, "short": model.short, "lost": model.waste, "cost": model.cost}
                self._terms[stage] = told[stage]()
        return self._terms[stage]

    def _unfairness(self, covered: int, filled: int) -> Terms:
        sites = [site for site in self.model.problem.sites if site.lacks]
        doses = [len(self.model.reached.get(site.key, ())) for site in sites]
        shortages = [site.shortage for site in sites]
        if not (0 < covered < sum(doses) or 0 < filled < sum(shortages)):
            return []
        keys = [site.key for site in sites]
        pieces = fair_share(filled, [site.weight for site in sites], shortages)
        wanted = fair_share(covered, doses, doses)
        return self.model.unfairness(dict(zip(keys, wanted, strict=True)), dict(zip(keys, pieces, strict=True)))

    def minimise(self, stage: str, seconds: float | None = None, known: Sequence[float] | None = None) -> Found:
        """`known`: values of the first variables of a plan there is already."""
        terms, lp = self._terms[stage], self.model.lp
        objective = lp.Objective()
        objective.Clear()
        objective.SetMinimization()
        for factor, variable in terms:
            objective.SetCoefficient(variable, factor)
        if seconds is not None:
            # Seconds of work, not of the clock on the wall: on a busy machine the answer is the same.
            lp.SetTimeLimit(max(int(1000 * seconds), 50))
            lp.SetSolverSpecificParametersAsString("timing/clocktype = 1")
        if known is not None:
            lp.SetHint(lp.variables()[: len(known)], list(known))
        parameters = pywraplp.MPSolverParameters()
        parameters.SetDoubleParam(parameters.RELATIVE_MIP_GAP, 0.0)
        status = lp.Solve(parameters)
        if status not in (lp.OPTIMAL, lp.FEASIBLE):
            return NOTHING_FOUND
        value = objective.Value()
        self.values = [variable.solution_value() for variable in lp.variables()]
        if not self.model.whole:
            self.reduced = [packs.reduced_cost() for packs in self.model.packs]
        bound = value if status == lp.OPTIMAL else objective.BestBound() if self.model.whole else -math.inf
        # Every figure is a whole number: so is the least that can be reached. A solver that knows nothing says -10^20.
        return Found(value, math.ceil(bound - _ROUNDING) if bound > -_NOTHING else -math.inf, status == lp.OPTIMAL)

    def guess(self) -> bool:
        """All stages but fairness at once, by weights that keep their order near enough for a first plan."""
        lp = self.model.lp
        objective = lp.Objective()
        objective.Clear()
        objective.SetMinimization()
        for stage, weight in _WEIGHTS.items():
            for factor, variable in self.terms(stage):
                objective.SetCoefficient(variable, objective.GetCoefficient(variable) + factor * weight)
        if lp.Solve() != lp.OPTIMAL:
            return False
        self.values = [variable.solution_value() for variable in lp.variables()]
        return True

    def bind(self, stage: str, value: float) -> None:
        if not self._terms[stage]:
            return
        limit = value if self.model.whole else value + _EPSILON
        if stage in self._rows:
            self._rows[stage].SetUb(limit)
        else:
            self._rows[stage] = self.model.at_most(self._terms[stage], limit)

    def loosen(self) -> None:
        """As if no stage had been bound yet; fairness is told anew."""
        for row in self._rows.values():
            row.SetUb(self.model.lp.infinity())
        self.forget("unfair")

    def forget(self, stage: str) -> None:
        self._terms.pop(stage, None)
        row = self._rows.pop(stage, None)
        if row is not None:
            row.SetUb(self.model.lp.infinity())

    @property
    def is_whole(self) -> bool:
        """Whether the last plan happens to be of whole numbers."""
        return all(abs(value - round(value)) < _EPSILON for value in self.values)

    def amounts(self) -> list[float]:
        """Pieces on each arc in the last plan, whole or not."""
        values = (self.values[packs.index()] * self.model.pack for packs in self.model.packs)
        return [value if value > _EPSILON else 0.0 for value in values]

    def moves(self) -> tuple[Move, ...]:
        """Whole packs of the last plan, rounded down."""
        pack = self.model.pack
        counted = [math.floor(self.values[packs.index()] + _EPSILON) * pack for packs in self.model.packs]
        return tuple(
            Move(arc.source, arc.target, arc.lot, count)
            for arc, count in zip(self.model.arcs, counted, strict=True)
            if count
        )
