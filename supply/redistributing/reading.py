"""A plan told by trip: which doses each covers, what it saves, what the donor keeps. Pure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from supply.redistributing.arcs import arcs_of, reachable_doses
from supply.redistributing.donors import loss
from supply.redistributing.receiving import receive
from supply.redistributing.scoring import arrivals_of
from supply.redistributing.shapes import Held, Plan, Problem


@dataclass(frozen=True, slots=True)
class Trip:
    """What goes from one site to another, and what its sentence is made of. Days count from the day of the plan."""

    source: int
    target: int
    lots: tuple[tuple[int, int], ...]
    days: int
    cost: int
    doses: int
    first_dose: int | None
    last_dose: int | None
    filled: int
    saved: int
    life: int
    lacked_doses: int
    lacked_pieces: int
    left: int
    kept: int
    is_share: bool

    @property
    def pieces(self) -> int:
        return sum(pieces for _lot, pieces in self.lots)


def trips_of(problem: Problem, plan: Plan) -> list[Trip]:
    """The trips of a plan; each dose counts once, at the trip that brings most of its pieces."""
    sites = {site.key: site for site in problem.sites}
    lots: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
    for move in plan.moves:
        carried = lots[(move.source, move.target)]
        carried[move.lot] = carried.get(move.lot, 0) + move.pieces
    doses, filled = _uses(problem, plan)
    saved = _saved(problem, plan)
    lasts = {(site.key, held.lot): held.last for site in problem.sites for held in site.held}
    given: dict[int, int] = defaultdict(int)
    for move in plan.moves:
        given[move.source] += move.pieces
    scarce = plan.after.uncovered > 0 or plan.after.short > 0
    found = []
    for pair, carried in lots.items():
        source, target = sites[pair[0]], sites[pair[1]]
        route = problem.routes[pair]
        days = sorted(doses.get(pair, ()))
        found.append(
            Trip(
                source=source.key,
                target=target.key,
                lots=tuple(sorted(carried.items())),
                days=route.days,
                cost=route.cost * sum(carried.values()),
                doses=len(days),
                first_dose=days[0] if days else None,
                last_dose=days[-1] if days else None,
                filled=filled.get(pair, 0),
                saved=saved.get(pair, 0),
                life=min(lasts[(source.key, lot)] for lot in carried) - route.days,
                lacked_doses=len(target.doses),
                lacked_pieces=sum(dose.pieces for dose in target.doses) + target.shortage,
                left=sum(held.pieces for held in source.held) - given[source.key],
                kept=sum(pieces for _day, pieces in source.kept),
                is_share=scarce and target.lacks,
            )
        )
    return sorted(found, key=lambda trip: (-trip.doses, -trip.filled, -trip.saved, trip.source, trip.target))


def _uses(problem: Problem, plan: Plan) -> tuple[dict[tuple[int, int], list[int]], dict[tuple[int, int], int]]:
    """Pair → days of the doses it covers; pair → pieces that go to the safety of the site."""
    reached = reachable_doses(problem, arcs_of(problem))
    doses: dict[tuple[int, int], list[int]] = defaultdict(list)
    filled: dict[tuple[int, int], int] = defaultdict(int)
    for key, arrivals in arrivals_of(problem, plan.moves).items():
        site = next(site for site in problem.sites if site.key == key)
        wanted = [site.doses[position] for position in reached.get(key, ())]
        got = receive(wanted, arrivals)
        left = {arrival.token: arrival.pieces for arrival in arrivals}
        for dose, parts in zip(wanted, got.parts, strict=False):
            for token, pieces in parts:
                left[token] -= pieces
            most = plan.moves[max(parts, key=lambda part: part[1])[0]]
            doses[(most.source, most.target)].append(dose.day)
        short = site.shortage
        for token, pieces in left.items():
            move = plan.moves[token]
            taken = min(short, pieces)
            filled[(move.source, move.target)] += taken
            short -= taken
    return doses, filled


def _saved(problem: Problem, plan: Plan) -> dict[tuple[int, int], int]:
    """Pair → pieces that would have expired at the donor and will not: its loss with the moves made one by one."""
    held = {site.key: {one.lot: one for one in site.held} for site in problem.sites}
    sites = {site.key: site for site in problem.sites}
    found: dict[tuple[int, int], int] = defaultdict(int)
    for move in plan.moves:
        shelf, site = held[move.source], sites[move.source]
        before = loss(site, shelf.values(), problem.rules.horizon)
        lot = shelf[move.lot]
        shelf[move.lot] = Held(lot.lot, lot.last, lot.pieces - move.pieces)
        found[(move.source, move.target)] += before - loss(site, shelf.values(), problem.rules.horizon)
    return found
