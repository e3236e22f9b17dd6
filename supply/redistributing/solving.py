"""The best plan of one drug: a bound over every way there is, a plan at once, and a search only where they differ.

Without whole numbers the matter is a network: every stage is solved over all ways in milliseconds, and mostly the
answer is whole by itself and so proven. Where it is not (a least trip, whole packs, a dose that is covered only whole),
a plan is made from it by dropping what is too small, and an exact search tries to close what is left between that plan
and the bound, among the ways that the bound does not rule out. What it cannot close is told, stage by stage.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from time import monotonic, thread_time

from supply.redistributing.arcs import Arc, arcs_of, likely_ways, reachable_doses
from supply.redistributing.donors import loss
from supply.redistributing.keeping import cut_down, keeps_donors, too_small
from supply.redistributing.merging import merged, told_apart
from supply.redistributing.model import Model
from supply.redistributing.scoring import score_of
from supply.redistributing.shapes import Move, Plan, Problem, Score
from supply.redistributing.stages import STAGES, Staged

# The exact search of one drug may take so many seconds of work; the bound and the first plan take what they need.
SECONDS = 1.0
# Of what is left of them a stage takes so much at most, and the last one has so many seconds in any case.
SHARE, ENOUGH = 0.6, 0.4
# The likely ways are searched first where they are no more than this part of all.
LIKELY = 0.6
ROUNDS = 6
# Of these stages the bound tells what each way would cost; of the others hardly ever anything.
_PRICED = ("lost", "cost")


def solve(problem: Problem, *, seconds: float = SECONDS) -> Plan:
    """The plan, whether it is proven best over all ways, and how far it may be off where it is not."""
    started = monotonic()
    before = score_of(problem, ())
    arcs = arcs_of(problem)
    if not arcs:
        return Plan((), before, before, seconds=round(monotonic() - started, 3))
    reached = reachable_doses(problem, arcs)
    simpler = merged(problem)
    search = _Search(simpler, arcs_of(simpler), reached)
    search.run(seconds)
    gap = search.gap()
    moves = told_apart(problem, search.moves)
    after = score_of(problem, moves, reached)
    taken = round(monotonic() - started, 3)
    return Plan(moves, before, after, not gap, round(gap, 6), taken, search.told_off())


class _Search:
    def __init__(self, problem: Problem, arcs: Sequence[Arc], reached: Mapping[int, tuple[int, ...]]) -> None:
        self.problem, self.arcs, self.reached = problem, arcs, reached
        self.moves: tuple[Move, ...] = ()
        # With nothing moved, what could be reached counts too.
        self.score = score_of(problem, (), self.reached)
        self.bounds = Staged(Model(problem, arcs, self.reached, whole=False))
        self.off: dict[str, int] = dict.fromkeys(STAGES, 0)
        lacking = [site for site in problem.sites if site.lacks]
        self._all_doses = sum(len(site.doses) for site in lacking)
        self._all_short = sum(site.shortage for site in lacking)
        # Lost wherever nothing may come or go: no stage changes it.
        self._lost_anyway = sum(
            loss(site, site.held, problem.rules.horizon)
            for site in problem.sites
            if site.key not in self.bounds.model.lost
        )
        self._ruled_out: set[tuple[int, int]] = set()
        self._likely: set[int] = set()
        self._left = 0.0
        self._had_time = False

    def run(self, seconds: float) -> None:
        least = self._relax(self.bounds)
        if least is None:
            # The bound was not found: what there is is a plan, of which nothing is proven.
            self.off = {stage: self._worst(stage) for stage in STAGES}
            return
        if self._try(self.bounds.moves()) and self.bounds.is_whole and self._meets(least):
            return
        self._likely = set(likely_ways(self.arcs, self.bounds.reduced))
        self._first_plan(sorted(self._likely))
        self._left, self._had_time = seconds, seconds > 0
        self._close(least)

    # The bound.

    def _relax(self, staged: Staged) -> dict[str, float] | None:
        """Stage by stage the least that can be; None if the solver failed."""
        least: dict[str, float] = {}
        staged.loosen()
        for stage in STAGES:
            moved = (int(-least["doses"]), int(-least["short"])) if stage == "unfair" else (0, 0)
            if not staged.terms(stage, moved):
                least[stage] = 0
                continue
            found = staged.minimise(stage)
            if found.value is None:
                return None
            least[stage] = found.bound
            staged.bind(stage, found.bound)
        return least

    # The plan in hand.

    def _try(self, moves: Sequence[Move]) -> bool:
        """Take the moves if they are better than those in hand; whether none had to be cut down."""
        kept, whole = cut_down(self.problem, moves, self.reached)
        if not keeps_donors(self.problem, kept):
            return False
        score = score_of(self.problem, kept, self.reached)
        if score.as_tuple() < self.score.as_tuple():
            self.moves, self.score = kept, score
        return whole

    def _value(self, stage: str) -> int:
        """What the plan in hand comes to, as the models count it."""
        score = self.score
        filled = self._all_short - score.short
        return {
            "doses": score.uncovered - self._all_doses,
            "short": score.short - self._all_short,
            "unfair": score.unfair_doses * (filled + 1) + score.unfair_pieces,
            "lost": score.lost - self._lost_anyway,
            "cost": score.cost,
        }[stage]

    def _meets(self, least: dict[str, float]) -> bool:
        return all(self._value(stage) <= least[stage] for stage in STAGES)

    def _first_plan(self, likely: Sequence[int]) -> None:
        """The bound's own plan without the trips too small: half of them go, what they carried is sent anew."""
        model = Model(self.problem, [self.arcs[index] for index in likely], self.reached, whole=False)
        staged = Staged(model)
        for number in range(ROUNDS):
            if not staged.guess():
                return
            carried: dict[tuple[int, int], float] = defaultdict(float)
            for arc, pieces in zip(model.arcs, staged.amounts(), strict=True):
                carried[arc.pair] += pieces
            self._try(staged.moves())
            small = sorted(too_small(self.problem, carried).items(), key=lambda item: item[1])
            if not small:
                return
            gone = {pair for pair, _pieces in small[: max(len(small) // 2, 1) if number < ROUNDS - 2 else None]}
            for arc, packs in zip(model.arcs, model.packs, strict=True):
                if arc.pair in gone:
                    packs.SetUb(0)

    # What is left between the two.

    def _close(self, least: dict[str, float]) -> None:
        """Stage by stage: the plan in hand is at the bound, or a search of what the bound does not rule out."""
        same = True
        self.bounds.loosen()
        for stage in STAGES:
            value = self._value(stage)
            bound = least[stage] if same else self._bound(stage)
            if value > bound:
                if stage in _PRICED and same:
                    # Once more, for what it says of the price of each way.
                    bound = max(bound, self._bound(stage))
                bound = max(bound, self._search(stage, bound))
                value = self._value(stage)
            self.off[stage] = max(round(value - bound), 0)
            same = same and value <= least[stage]
            if self.bounds.terms(stage, self._moved()):
                self.bounds.bind(stage, value)

    def _moved(self) -> tuple[int, int]:
        return self._all_doses - self.score.uncovered, self._all_short - self.score.short

    def _bound(self, stage: str) -> float:
        """The least of a stage where the earlier ones are as the plan in hand has them."""
        if stage == "unfair":
            self.bounds.forget(stage)
        if not self.bounds.terms(stage, self._moved()):
            return 0
        found = self.bounds.minimise(stage)
        return found.bound if found.value is not None else self._value(stage) - self._worst(stage)

    def _search(self, stage: str, bound: float) -> float:
        """Try for a better plan, among the likely ways and then among all; the least that is proven by it."""
        if stage == "cost" and self._had_time:
            self._left = max(self._left, ENOUGH)
        self._rule_out(stage, bound)
        open_ = [index for index, arc in enumerate(self.arcs) if arc.pair not in self._ruled_out]
        likely = [index for index in open_ if index in self._likely]
        if len(likely) < LIKELY * len(open_):
            self._search_among(stage, likely)
            if self._value(stage) <= bound or self._left < ENOUGH:
                return bound
            self._rule_out(stage, bound)
            open_ = [index for index in open_ if self.arcs[index].pair not in self._ruled_out]
        return max(bound, self._search_among(stage, open_))

    def _search_among(self, stage: str, chosen: Sequence[int]) -> float:
        if self._left <= 0:
            return -math.inf
        staged = Staged(Model(self.problem, [self.arcs[index] for index in chosen], self.reached, whole=True))
        for earlier in STAGES:
            terms = staged.terms(earlier, self._moved())
            if earlier == stage:
                break
            if terms:
                staged.bind(earlier, self._value(earlier))
        sent = {(move.source, move.target, move.lot): move.pieces for move in self.moves}
        known = [sent.get((arc.source, arc.target, arc.lot), 0) // staged.model.pack for arc in staged.model.arcs]
        began = thread_time()
        found = staged.minimise(stage, self._left * (1 if stage == "cost" else SHARE), known)
        self._left -= thread_time() - began
        if found.value is not None:
            self._try(staged.moves())
        return found.bound

    def _rule_out(self, stage: str, bound: float) -> None:
        """Leave out the ways on which a single trip would bring the stage above what the plan in hand comes to."""
        if stage not in _PRICED:
            return
        rules = self.problem.rules
        urgent = {site.key for site in self.problem.sites if site.doses}
        cheapest: dict[tuple[int, int], float] = {}
        for arc, price in zip(self.arcs, self.bounds.reduced, strict=True):
            cheapest[arc.pair] = min(cheapest.get(arc.pair, price), price)
        room = self._value(stage) - bound
        packs = -(-rules.least // rules.pack)
        for (source, target), price in cheapest.items():
            if price > 0 and price * (1 if target in urgent else packs) > room + 0.01:
                self._ruled_out.add((source, target))

    # How far off.

    def _worst(self, stage: str) -> int:
        """How far the plan in hand may be off where nothing is known: all covered, nothing lost, nothing paid."""
        total = {"doses": self._all_doses, "short": self._all_short}
        return self._value(stage) + total.get(stage, 0)

    def told_off(self) -> Score:
        weight = self._all_short - self.score.short + 1
        unfair_doses, unfair_pieces = divmod(self.off["unfair"], weight)
        return Score(
            self.off["doses"], self.off["short"], unfair_doses, unfair_pieces, self.off["lost"], self.off["cost"]
        )

    def gap(self) -> float:
        """The share of the worst stage's value that may be too much."""
        figures = zip(self.told_off().as_tuple(), self.score.as_tuple(), strict=True)
        return max(min(off / max(value, 1), 1.0) for off, value in figures)
