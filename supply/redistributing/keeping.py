"""Whether moves keep to every rule, counted from the moves themselves; and moves cut down until they do. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from supply.redistributing.donors import floors
from supply.redistributing.receiving import receive
from supply.redistributing.scoring import arrivals_of
from supply.redistributing.shapes import Move, Problem


def keeps_donors(problem: Problem, moves: Iterable[Move]) -> bool:
    """No lot is given twice, nobody who lacks it gives, whoever gives keeps what its own need, of lots that last."""
    gone: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for move in moves:
        gone[move.source][move.lot] += move.pieces
    for site in problem.sites:
        if site.key not in gone:
            continue
        leaves = gone[site.key]
        if site.lacks or leaves.keys() - {held.lot for held in site.held}:
            return False
        if any(not 0 <= leaves[held.lot] <= held.pieces for held in site.held):
            return False
        for last, wanted in floors(site):
            if sum(held.pieces - leaves[held.lot] for held in site.held if held.last >= last) < wanted:
                return False
    return True


def cut_down(
    problem: Problem, moves: Sequence[Move], reached: Mapping[int, tuple[int, ...]]
) -> tuple[tuple[Move, ...], bool]:
    """The moves without what no rule allows: trips too small, pieces with no use where they arrive; whether all stayed.

    Only ever less leaves a donor, so what it keeps stays kept.
    """
    left = [move for move in moves if move.pieces > 0]
    whole = True
    while True:
        former = left
        left = _used(problem, _worth_it(problem, left), reached)
        if left == former:
            return tuple(left), whole
        whole = False


def too_small(problem: Problem, carried: Mapping[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    """Pair → pieces, of the trips that carry less than is worth it; to whoever lacks a dated dose none is too small."""
    urgent = {site.key for site in problem.sites if site.doses}
    return {
        pair: pieces for pair, pieces in carried.items() if pair[1] not in urgent and 0 < pieces < problem.rules.least
    }


def _worth_it(problem: Problem, moves: list[Move]) -> list[Move]:
    carried: dict[tuple[int, int], float] = defaultdict(float)
    for move in moves:
        carried[move.source, move.target] += move.pieces
    small = too_small(problem, carried)
    return [move for move in moves if (move.source, move.target) not in small]


def _used(problem: Problem, moves: list[Move], reached: Mapping[int, tuple[int, ...]]) -> list[Move]:
    pack = problem.rules.pack
    pieces = [move.pieces for move in moves]
    into: dict[int, list[int]] = defaultdict(list)
    for index, move in enumerate(moves):
        into[move.target].append(index)
    arrivals = arrivals_of(problem, moves)
    for site in problem.sites:
        if site.key not in into:
            continue
        doses = [site.doses[position] for position in reached.get(site.key, ())]
        got = receive(doses, arrivals[site.key])
        limit = max(site.shortage, site.room, pack - 1)
        if not got.stranded and got.beyond <= limit:
            continue
        used: dict[int, int] = defaultdict(int)
        for parts in got.parts:
            for token, taken in parts:
                used[token] += taken
        over = got.beyond - limit
        for arrival in arrivals[site.key]:
            idle = (pieces[arrival.token] - used[arrival.token]) // pack * pack
            if arrival.short_lived:
                # A pack of which a part serves and the rest does not may not come at all.
                pieces[arrival.token] = used[arrival.token] // pack * pack
            elif over > 0:
                taken = min(idle, -(-over // pack) * pack)
                pieces[arrival.token] -= taken
                over -= taken
    return [
        Move(move.source, move.target, move.lot, count) for move, count in zip(moves, pieces, strict=True) if count > 0
    ]
