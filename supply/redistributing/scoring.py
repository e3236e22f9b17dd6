"""What a set of moves achieves, counted from the moves themselves and not from the solver's word. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from supply.redistributing.arcs import arcs_of, reachable_doses
from supply.redistributing.donors import loss
from supply.redistributing.fair import fair_share
from supply.redistributing.receiving import Arrival, receive
from supply.redistributing.shapes import Held, Move, Problem, Score


def arrivals_of(problem: Problem, moves: Iterable[Move]) -> dict[int, list[Arrival]]:
    """Site → what comes to it."""
    lasts = {(site.key, held.lot): held.last for site in problem.sites for held in site.held}
    found: dict[int, list[Arrival]] = defaultdict(list)
    for index, move in enumerate(moves):
        route = problem.routes[(move.source, move.target)]
        last = lasts[(move.source, move.lot)]
        found[move.target].append(
            Arrival(route.days, last, move.pieces, last - route.days < problem.rules.shelf, index)
        )
    return found


def score_of(problem: Problem, moves: Sequence[Move], reached: Mapping[int, tuple[int, ...]] | None = None) -> Score:
    """`reached`: the doses that could be covered at all (`reachable_doses`), where the caller knows them already."""
    arrivals = arrivals_of(problem, moves)
    if reached is None:
        reached = reachable_doses(problem, arcs_of(problem)) if moves else {}
    lacking = [site for site in problem.sites if site.lacks]
    covered, filled, reachable = [], [], []
    for site in lacking:
        doses = [site.doses[position] for position in reached.get(site.key, ())]
        got = receive(doses, arrivals.get(site.key, ()))
        covered.append(got.covered)
        filled.append(min(site.shortage, got.beyond))
        reachable.append(len(doses))
    wanted = fair_share(sum(covered), reachable, reachable)
    pieces = fair_share(sum(filled), [site.weight for site in lacking], [site.shortage for site in lacking])
    lots = {(site.key, held.lot): held for site in problem.sites for held in site.held}
    change: dict[int, list[Held]] = defaultdict(list)
    for move in moves:
        last = lots[(move.source, move.lot)].last
        change[move.source].append(Held(move.lot, last, -move.pieces))
        change[move.target].append(Held(move.lot, last, move.pieces))
    return Score(
        uncovered=sum(len(site.doses) for site in lacking) - sum(covered),
        short=sum(site.shortage for site in lacking) - sum(filled),
        unfair_doses=sum(max(want - have, 0) for want, have in zip(wanted, covered, strict=True)),
        unfair_pieces=sum(max(want - have, 0) for want, have in zip(pieces, filled, strict=True)),
        lost=sum(loss(site, [*site.held, *change[site.key]], problem.rules.horizon) for site in problem.sites),
        cost=sum(problem.routes[(move.source, move.target)].cost * move.pieces for move in moves),
    )
