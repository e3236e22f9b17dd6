"""Redistribution of 60 drugs among 204 units with their lots, three countries one after another, a line per figure.

*enough*: a few lack some, many have some left. *harsh*: half of all units lack some, there is less than what is short,
lots are about to expire, dated doses cannot wait. *stored*: the country of the database at hand, if it has one (it is
only read). Of each: seconds on two processes, seconds of work (what two free cores would share), how many drugs are
proven best over all ways, how far off the others may be, and how many donors were left without what they need.

`python -m benchmarks.redistribution [--small]`
"""

from __future__ import annotations

import resource
import sys
import time
from random import Random

from benchmarks.bench import say, setup
from supply.redistributing.apart import solve_all
from supply.redistributing.donors import can_keep
from supply.redistributing.keeping import keeps_donors
from supply.redistributing.shapes import Dose, Held, Plan, Problem, Route, Rules, Site
from supply.redistributing.solving import solve
from supply.redistributing.ways import Spot, route_between

UNITS, DRUGS, DELEGATIONS = 204, 60, 35
RULES = Rules(least=3, shelf=30, pack=1, horizon=120)


def _ways(dice: Random, units: int, *, cold: bool) -> dict[tuple[int, int], Route]:
    spots = {
        key: Spot(key % DELEGATIONS, dice.uniform(15, 32), dice.uniform(-116, -88), (0, 0))
        for key in range(1, units + 1)
    }
    return {
        (one, other): route
        for one, here in spots.items()
        for other, there in spots.items()
        if one != other and (route := route_between(here, there, {}, cold=cold)) is not None
    }


def _site(dice: Random, key: int, lots: list[int], *, short: bool, size: int, harsh: bool) -> Site:
    """A unit that lacks some, or that has some left beyond what it keeps; `size`: pieces it uses in a month."""
    daily = size / 30
    held = []
    for _lot in range(dice.choice((0, 1)) if short else dice.choice((1, 2, 2, 3))):
        lots.append(len(lots))
        life = dice.choice((12, 25, 45, 80)) if harsh and dice.random() < 0.4 else dice.randrange(60, 700)
        held.append(Held(len(lots), life, max(1, round(size * dice.uniform(0.02, 0.2 if short else 1.6)))))
    days = sorted(dice.choices(range(28), k=dice.randrange(6)))
    dated = tuple((day, dice.randrange(1, max(2, size // 6))) for day in days)
    lacked = tuple(Dose(day, pieces, ref) for ref, (day, pieces) in enumerate(dated)) if short else ()
    wanted = round(size * dice.uniform(0.2, 1.2))
    return can_keep(
        Site(
            key, tuple(held), () if short else (*dated, (21, round(size * 0.7))), dated, daily,
            lacked if harsh or dice.random() < 0.3 else (), wanted if short else 0, float(size), max(wanted, 2),
        )
    )  # fmt: skip


def case(dice: Random, routes: dict[tuple[int, int], Route], units: int, *, harsh: bool) -> Problem:
    lots: list[int] = []
    middle = dice.choice((4, 12, 40, 150))
    sites = [
        _site(
            dice, key, lots, short=dice.random() < (0.55 if harsh else 0.3),
            size=max(2, round(middle * dice.lognormvariate(0, 0.8))), harsh=harsh,
        )
        for key in range(1, units + 1)
    ]  # fmt: skip
    return Problem(tuple(sites), routes, RULES)


def harsh_case(dice: Random, units: int = UNITS) -> Problem:
    return case(dice, _ways(dice, units, cold=False), units, harsh=True)


def synthetic(*, harsh: bool, drugs: int, units: int) -> dict[int, Problem]:
    dice = Random(20261122 + harsh)
    routes = {cold: _ways(Random(1), units, cold=cold) for cold in (False, True)}
    return {number: case(dice, routes[number % 5 == 0], units, harsh=harsh) for number in range(drugs)}


def measure(name: str, problems: dict[int, Problem]) -> dict[int, Plan]:
    began, work = time.perf_counter(), _work()
    plans = dict(solve_all(problems))
    took, work = time.perf_counter() - began, _work() - work
    say(f"redistribution {name}, {len(problems)} drugs", took, "s")
    say(f"redistribution {name}, work of all processes", work, "s of CPU")
    say(f"redistribution {name}, drugs proven best over all ways", sum(plan.proven for plan in plans.values()), "drugs")
    off = [plan.off for plan in plans.values()]
    say(f"redistribution {name}, drugs with doses not proven", sum(one.uncovered > 0 for one in off), "drugs")
    say(f"redistribution {name}, doses that may be uncovered for nothing", sum(one.uncovered for one in off), "doses")
    say(f"redistribution {name}, pieces short that may be for nothing", sum(one.short for one in off), "pieces")
    cost = sum(plan.after.cost for plan in plans.values())
    say(f"redistribution {name}, cost off at most", 100 * sum(one.cost for one in off) / max(cost, 1), "%")
    for figure in ("uncovered", "short", "lost"):
        before = sum(getattr(plan.before, figure) for plan in plans.values())
        after = sum(getattr(plan.after, figure) for plan in plans.values())
        say(
            f"redistribution {name}, {figure} after (before)",
            after,
            "doses" if figure == "uncovered" else "pieces",
            before,
        )
    left = sum(not keeps_donors(problems[drug], plan.moves) for drug, plan in plans.items())
    say(f"redistribution {name}, drugs with a donor left uncovered", left, "drugs")
    return plans


def _work() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def stored() -> dict[int, Problem]:
    """Of the database at hand, the drugs of which most is asked."""
    setup()
    from django.db import DatabaseError
    from django.utils import timezone

    from supply.selectors.redistribution.world import read_world

    began, work = time.perf_counter(), _work()
    try:
        problems = read_world(today=timezone.localdate()).problems
    except DatabaseError:
        return {}
    say("redistribution stored, reading", time.perf_counter() - began, "s")
    say("redistribution stored, work of reading", _work() - work, "s of CPU")
    most = sorted(problems, key=lambda drug: -len(problems[drug].sites))[:DRUGS]
    return {drug: problems[drug] for drug in most}


def main() -> None:
    units, drugs = (40, 6) if "--small" in sys.argv else (UNITS, DRUGS)
    for name, harsh in (("enough", False), ("harsh", True)):
        problems = synthetic(harsh=harsh, drugs=drugs, units=units)
        say(
            f"redistribution {name}, lots",
            sum(len(site.held) for one in problems.values() for site in one.sites),
            "lots",
        )
        measure(name, problems)
    problems = stored()
    if problems:
        measure("stored", problems)
    one = synthetic(harsh=True, drugs=1, units=units)[0]
    began = time.perf_counter()
    plan = solve(one, seconds=0)
    say("redistribution of a harsh drug without any search", time.perf_counter() - began, "s")
    say("redistribution of a harsh drug without any search, doses off", plan.off.uncovered, "doses")


if __name__ == "__main__":
    main()
