"""Fewer arcs to choose among where there are very many: the cheapest ways that together give more than enough. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from supply.redistributing.arcs import Arc, reachable_doses
from supply.redistributing.donors import spare_in_all
from supply.redistributing.receiving import receive
from supply.redistributing.scoring import arrivals_of
from supply.redistributing.shapes import Move, Problem

# Up to so many arcs all are kept.
FEW = 600
# Per site that lacks, or per lot that would expire: so many ways at least and at most, and times what is wanted.
LEAST, MOST = 6, 14
TIMES = 2


def nearest(problem: Problem, arcs: Sequence[Arc]) -> list[Arc]:
    """The cheapest arcs into each site that lacks, and out of each lot that would expire."""
    if len(arcs) <= FEW:
        return list(arcs)
    sites = {site.key: site for site in problem.sites}
    groups: dict[tuple[int, int], list[Arc]] = defaultdict(list)
    for arc in arcs:
        if sites[arc.target].lacks:
            groups[(arc.target, -1)].append(arc)
        else:
            groups[(arc.source, arc.lot)].append(arc)
    kept: set[Arc] = set()
    for (key, lot), group in groups.items():
        site = sites[key]
        if lot < 0:
            wanted = sum(dose.pieces for dose in site.doses) + site.shortage
        else:
            wanted = next(held.pieces for held in site.held if held.lot == lot)
        group.sort(key=lambda arc: (arc.route.cost, arc.route.days, arc.short_lived, -arc.most, arc.source, arc.target))
        got = 0
        for number, arc in enumerate(group):
            if number >= MOST or (number >= LEAST and got >= TIMES * wanted):
                break
            kept.add(arc)
            got += arc.most
    return [arc for arc in arcs if arc in kept]


def with_all_that_is_left(
    problem: Problem, arcs: Sequence[Arc], kept: Sequence[Arc], moves: Sequence[Move]
) -> list[Arc]:
    """The kept arcs, and every other one from a donor that could still give to a site that could still use it."""
    given: dict[int, int] = defaultdict(int)
    for move in moves:
        given[move.source] += move.pieces
    able = {site.key for site in problem.sites if spare_in_all(site) > given[site.key]}
    arrivals, reached = arrivals_of(problem, moves), reachable_doses(problem, list(arcs))
    without: set[int] = set()
    for site in problem.sites:
        doses = [site.doses[position] for position in reached.get(site.key, ())]
        got = receive(doses, arrivals.get(site.key, ()))
        if got.covered < len(doses) or got.beyond < site.shortage:
            without.add(site.key)
    have = set(kept)
    return [arc for arc in arcs if arc in have or (arc.source in able and arc.target in without)]
