"""Which lot may usefully go where: the arcs among which the solver chooses. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from supply.redistributing.donors import at_risk_until, spare, spare_in_all
from supply.redistributing.shapes import Problem, Route, Rules, Site

# So many likely ways out of each lot and into each site, at least.
_OUT, _IN = 6, 10


@dataclass(frozen=True, slots=True)
class Arc:
    """At most `most` pieces of a lot that may go from a site to another, where they arrive on day `route.days`.

    `short_lived`: they have too little life left for a shelf, and may go only into dated doses that use them in time.
    """

    source: int
    target: int
    lot: int
    last: int
    most: int
    route: Route
    short_lived: bool = False

    @property
    def pair(self) -> tuple[int, int]:
        return (self.source, self.target)


def arcs_of(problem: Problem) -> list[Arc]:
    """Every arc that can serve: what is spare to whoever lacks it, what would expire to whoever still uses it."""
    rules = problem.rules
    wanting = [site for site in problem.sites if site.lacks]
    risk = {site.key: at_risk_until(site, rules.horizon) for site in problem.sites}
    rescuers = [
        site
        for site in problem.sites
        if not site.lacks and site.room > 0 and risk[site.key] < 0 and (site.daily > 0 or site.used)
    ]
    found: list[Arc] = []
    for source in problem.sites:
        free = spare(source)
        if not free:
            continue
        lots = {held.lot: held.last for held in source.held}
        for lot, most in free.items():
            last = lots[lot]
            targets = wanting + (rescuers if last <= risk[source.key] else [])
            for target in targets:
                route = problem.routes.get((source.key, target.key))
                if route is None or target.key == source.key:
                    continue
                arc = _arc(source, target, lot, last, most, route, rules)
                if arc is not None:
                    found.append(arc)
    return _worth_a_trip(problem, found)


def _arc(source: Site, target: Site, lot: int, last: int, most: int, route: Route, rules: Rules) -> Arc | None:
    in_time = [dose for dose in target.doses if route.days <= dose.day <= last]
    short_lived = last - route.days < max(rules.shelf, 0)
    if short_lived:
        if not in_time or last < route.days:
            return None
        wanted = sum(dose.pieces for dose in in_time)
    else:
        wanted = sum(dose.pieces for dose in in_time) + max(target.shortage, target.room, rules.pack - 1)
    most = min(most, wanted) // rules.pack * rules.pack
    return Arc(source.key, target.key, lot, last, most, route, short_lived) if most > 0 else None


def _worth_a_trip(problem: Problem, arcs: list[Arc]) -> list[Arc]:
    """Without the pairs that could never fill the least trip; to whoever lacks a dated dose none is too small."""
    rules = problem.rules
    total: dict[tuple[int, int], int] = defaultdict(int)
    for arc in arcs:
        total[arc.pair] += arc.most
    urgent = {site.key for site in problem.sites if site.doses}
    gives = {site.key: spare_in_all(site) for site in problem.sites}
    takes = {site.key: max(site.shortage, site.room, rules.pack - 1) for site in problem.sites}
    return [
        arc
        for arc in arcs
        if arc.target in urgent or min(total[arc.pair], gives[arc.source], takes[arc.target]) >= rules.least
    ]


def reachable_doses(problem: Problem, arcs: list[Arc]) -> Mapping[int, tuple[int, ...]]:
    """Site → positions of its doses that all arcs together could cover in time; the others wait for nobody.

    A dose that nothing can reach does not hold up the later ones: the pieces are not there on its day.
    """
    found: dict[int, tuple[int, ...]] = {}
    into: dict[int, list[Arc]] = defaultdict(list)
    for arc in arcs:
        into[arc.target].append(arc)
    for site in problem.sites:
        if not site.doses:
            continue
        found[site.key] = tuple(
            position
            for position, dose in enumerate(site.doses)
            if sum(arc.most for arc in into[site.key] if arc.route.days <= dose.day <= arc.last) >= dose.pieces
        )
    return found


def likely_ways(arcs: Sequence[Arc], reduced: Sequence[float]) -> list[int]:
    """Positions of the best arcs out of each lot and into each site; `reduced`: what a pack on an arc would cost."""
    out: dict[tuple[int, int], int] = defaultdict(int)
    into: dict[int, int] = defaultdict(int)
    chosen = []
    for index in sorted(range(len(arcs)), key=lambda index: reduced[index]):
        arc = arcs[index]
        if reduced[index] <= 0 or out[arc.source, arc.lot] < _OUT or into[arc.target] < _IN:
            out[arc.source, arc.lot] += 1
            into[arc.target] += 1
            chosen.append(index)
    return sorted(chosen)
