"""Every plan of a small case, judged by a scorer that shares no code with the solver's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product

from supply.redistributing.shapes import Move, Problem, Site

# A unit piece: (first day it is there, last day it is good, short-lived).
Piece = tuple[int, int, bool]


def matched(days: Sequence[int], pieces: Sequence[Piece], must_use: Sequence[int] = ()) -> bool:
    """Whether each day finds a piece of its own, by augmenting paths; `must_use` pieces have to be among them."""
    owner: dict[int, int] = {}

    def place(index: int, seen: set[int]) -> bool:
        for number, (first, last, _short) in enumerate(pieces):
            if number in seen or not first <= days[index] <= last:
                continue
            seen.add(number)
            if number not in owner or place(owner[number], seen):
                owner[number] = index
                return True
        return False

    if not all(place(index, set()) for index in range(len(days))):
        return False
    # Mendelsohn and Dulmage: both sides can be met together if each can be met alone.
    taken: dict[int, int] = {}

    def give(number: int, seen: set[int]) -> bool:
        first, last, _short = pieces[number]
        for index, day in enumerate(days):
            if index in seen or not first <= day <= last:
                continue
            seen.add(index)
            if index not in taken or give(taken[index], seen):
                taken[index] = number
                return True
        return False

    return all(give(number, set()) for number in must_use)


def expires_unused(site: Site, lots: dict[int, int], horizon: int) -> int:
    """Day by day, the first to expire first: what is left of each lot at the end of its last day."""
    shelf = {last: pieces for last, pieces in lots.items() if last <= horizon and pieces}
    lost = used_before = 0
    for day in range(max(shelf, default=-1) + 1):
        used = sum(pieces for when, pieces in site.used if when <= day) + int(site.daily * (day + 1))
        today, used_before = used - used_before, used
        for last in sorted(shelf):
            taken = min(shelf[last], today)
            shelf[last] -= taken
            today -= taken
        lost += shelf.pop(day, 0)
    return lost


def share(total: int, weights: Sequence[float], caps: Sequence[int]) -> list[int]:
    """A fair share one piece after another: always to whoever is furthest below their portion."""
    exact = [Fraction(weight).limit_denominator(10**6) for weight in weights]
    fixed: dict[int, int] = {}
    while True:
        rest = total - sum(fixed.values())
        among = [index for index, cap in enumerate(caps) if index not in fixed]
        whole = sum(exact[index] for index in among)
        portion = {index: rest * exact[index] / whole if whole else Fraction(rest, len(among)) for index in among}
        over = [index for index in among if portion[index] >= caps[index]]
        if not over:
            break
        fixed.update({index: caps[index] for index in over})
    shares = [fixed.get(index, int(portion.get(index, 0))) for index in range(len(caps))]
    while sum(shares) < min(total, sum(caps)):
        index = max(among, key=lambda one: (portion[one] - shares[one], exact[one], -one))
        shares[index] += 1
    return shares


class Judge:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.sites = {site.key: site for site in problem.sites}
        self.lasts = {(site.key, held.lot): held.last for site in problem.sites for held in site.held}
        self.reachable = {site.key: self._reachable(site) for site in problem.sites}

    def wants(self, site: Site) -> bool:
        return bool(site.doses) or site.shortage > 0

    def loses(self, site: Site) -> int:
        lots: dict[int, int] = defaultdict(int)
        for held in site.held:
            lots[held.last] += held.pieces
        return expires_unused(site, lots, self.problem.rules.horizon)

    def _gives(self, site: Site, lot: int) -> int:
        """The most of a lot that may go while all the others stay."""
        if self.wants(site):
            return 0
        held = next(one for one in site.held if one.lot == lot)
        return max(pieces for pieces in range(held.pieces + 1) if self.keeps(site, {lot: pieces}))

    def _reachable(self, site: Site) -> list[int]:
        """Positions of the doses that everything that may come could cover."""
        pack, found = self.problem.rules.pack, []
        for position, dose in enumerate(site.doses):
            total = 0
            for (source, target), route in self.problem.routes.items():
                if target != site.key or source == target or route.days > dose.day:
                    continue
                in_time = 0
                for held in self.sites[source].held:
                    most = self._most(self.sites[source], held.lot, site) // pack * pack
                    in_time += most if held.last >= dose.day else 0
                total += in_time
            if total >= dose.pieces:
                found.append(position)
        return found

    def _most(self, source: Site, lot: int, target: Site) -> int:
        route, rules = self.problem.routes[(source.key, target.key)], self.problem.rules
        last = self.lasts[(source.key, lot)]
        doses = sum(dose.pieces for dose in target.doses if route.days <= dose.day <= last)
        short = last - route.days < rules.shelf
        if last < route.days:
            return 0
        wanted = doses if short else doses + max(target.shortage, target.room, rules.pack - 1)
        return min(self._gives(source, lot), wanted)

    def keeps(self, site: Site, leaves: dict[int, int]) -> bool:
        pieces = [(0, held.last, False) for held in site.held for _ in range(held.pieces - leaves.get(held.lot, 0))]
        return matched([day for day, count in site.kept for _ in range(count)], pieces)

    def allowed(self, moves: Sequence[Move]) -> bool:
        rules, pairs = self.problem.rules, defaultdict(int)
        for move in moves:
            source, target = self.sites[move.source], self.sites[move.target]
            route = self.problem.routes.get((move.source, move.target))
            if route is None or self.wants(source) or move.pieces % rules.pack:
                return False
            last = self.lasts[(move.source, move.lot)]
            if last < route.days or (last - route.days < rules.shelf and not target.doses):
                return False
            if not self.wants(target) and (
                self.loses(target) or not self.loses(source) or not target.room or not (target.daily or target.used)
            ):
                return False
            if not target.doses:
                pairs[(move.source, move.target)] += move.pieces
        if any(pieces < rules.least for pieces in pairs.values()):
            return False
        for site in self.problem.sites:
            leaves: dict[int, int] = defaultdict(int)
            for move in moves:
                if move.source == site.key:
                    leaves[move.lot] += move.pieces
            if leaves and (any(leaves[held.lot] > held.pieces for held in site.held) or not self.keeps(site, leaves)):
                return False
        return True

    def _received(self, site: Site, moves: Sequence[Move]) -> tuple[int, int] | None:
        """(doses covered, pieces beyond); None where short-lived pieces would be left or too much arrives."""
        pieces: list[Piece] = []
        for move in moves:
            if move.target == site.key:
                route, last = self.problem.routes[(move.source, move.target)], self.lasts[(move.source, move.lot)]
                short = last - route.days < self.problem.rules.shelf
                pieces += [(route.days, last, short)] * move.pieces
        doses = [site.doses[position] for position in self.reachable[site.key]]
        must = [number for number, piece in enumerate(pieces) if piece[2]]
        for covered in range(len(doses), -1, -1):
            if matched([dose.day for dose in doses[:covered] for _ in range(dose.pieces)], pieces):
                break
        days = [dose.day for dose in doses[:covered] for _ in range(dose.pieces)]
        if not matched(days, pieces, must):
            return None
        beyond = len(pieces) - len(days)
        return (covered, beyond) if beyond <= max(site.shortage, site.room, self.problem.rules.pack - 1) else None

    def score(self, moves: Sequence[Move]) -> tuple[int, ...] | None:
        """The six figures, or None if the moves may not be made."""
        if not self.allowed(moves):
            return None
        covered, filled, reach, lost = [], [], [], 0
        wanting = [site for site in self.problem.sites if self.wants(site)]
        for site in self.problem.sites:
            got = self._received(site, moves)
            if got is None:
                return None
            if self.wants(site):
                covered.append(got[0])
                filled.append(min(got[1], site.shortage))
                reach.append(len(self.reachable[site.key]))
            lots: dict[int, int] = defaultdict(int)
            for held in site.held:
                lots[held.last] += held.pieces
            for move in moves:
                sign = (move.target == site.key) - (move.source == site.key)
                lots[self.lasts[(move.source, move.lot)]] += sign * move.pieces
            lost += expires_unused(site, lots, self.problem.rules.horizon)
        by_doses = share(sum(covered), reach, reach)
        by_cpm = share(sum(filled), [site.weight for site in wanting], [site.shortage for site in wanting])
        cost = sum(self.problem.routes[(move.source, move.target)].cost * move.pieces for move in moves)
        return (
            sum(len(site.doses) for site in wanting) - sum(covered),
            sum(site.shortage for site in wanting) - sum(filled),
            sum(max(want - have, 0) for want, have in zip(by_doses, covered, strict=True)),
            sum(max(want - have, 0) for want, have in zip(by_cpm, filled, strict=True)),
            lost,
            cost,
        )

    def plans(self) -> Iterator[tuple[Move, ...]]:
        """Every way of sending every number of pieces of every lot everywhere."""
        choices = []
        for source in self.problem.sites:
            if self.wants(source):
                continue
            targets = [target for (origin, target) in self.problem.routes if origin == source.key]
            for held in source.held:
                spread = [
                    combination
                    for combination in product(range(0, held.pieces + 1, self.problem.rules.pack), repeat=len(targets))
                    if sum(combination) <= held.pieces
                ]
                choices.append(
                    [
                        tuple(
                            Move(source.key, target, held.lot, pieces)
                            for target, pieces in zip(targets, combination, strict=True)
                            if pieces
                        )
                        for combination in spread
                    ]
                )
        for chosen in product(*choices):
            yield tuple(move for part in chosen for move in part)

    def best(self) -> tuple[int, ...]:
        return min(score for moves in self.plans() if (score := self.score(moves)) is not None)
