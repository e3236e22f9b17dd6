"""Lots that are alike for everybody are one while a plan is sought, and are told apart again in its moves. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from supply.redistributing.shapes import Held, Move, Problem, Site


def merged(problem: Problem) -> Problem:
    """With one lot for all of a site's that outlast whatever anybody asks: their own needs, any dose after any way,
    the shelf of whoever receives, and the horizon of loss.

    Where packs may not be opened each lot has packs of its own, and none are merged.
    """
    if problem.rules.pack > 1:
        return problem
    longest = max((route.days for route in problem.routes.values()), default=0)
    days = [dose.day for site in problem.sites for dose in site.doses]
    days += [day for site in problem.sites for day, _pieces in site.kept]
    enough = max([problem.rules.horizon, problem.rules.shelf + longest, *days], default=0)
    return replace(problem, sites=tuple(_merged_lots(site, enough) for site in problem.sites))


def _merged_lots(site: Site, enough: int) -> Site:
    alike = sorted((held for held in site.held if held.last > enough), key=lambda held: (held.last, held.lot))
    if len(alike) < 2:
        return site
    one = Held(alike[0].lot, alike[0].last, sum(held.pieces for held in alike))
    return replace(site, held=(*(held for held in site.held if held.last <= enough), one))


def told_apart(problem: Problem, moves: Iterable[Move]) -> tuple[Move, ...]:
    """The moves of the merged problem by the lots there really are: the first to expire leave first."""
    shelves: dict[int, list[list[int]]] = {
        site.key: [[held.lot, held.pieces] for held in sorted(site.held, key=lambda held: (held.last, held.lot))]
        for site in problem.sites
    }
    found = []
    # A lot that stands for itself takes from itself; one that stands for several goes on to those after it.
    for move in sorted(moves, key=lambda move: (move.source, move.target, move.lot)):
        wanted, begun = move.pieces, False
        for shelf in shelves[move.source]:
            begun = begun or shelf[0] == move.lot
            taken = min(shelf[1], wanted) if begun else 0
            if taken:
                shelf[1] -= taken
                wanted -= taken
                found.append(Move(move.source, move.target, shelf[0], taken))
    return tuple(found)
