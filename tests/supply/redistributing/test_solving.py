"""The solver against every plan there is, on three hundred small cases; and what each rule means, one by one."""

from __future__ import annotations

from random import Random

from supply.redistributing.donors import can_keep
from supply.redistributing.shapes import Dose, Held, Move, Problem, Route, Rules, Site
from supply.redistributing.solving import solve
from tests.supply.redistributing.brute_force import Judge

CASES = 300


def small_case(seed: int) -> Problem:
    """Two to four sites, up to three lots, days and pieces few enough to try everything. Every other case is one of
    scarcity, in which what there is must be shared."""
    dice = Random(seed)
    if seed % 2:
        return scarce_case(dice)
    sites = []
    lots = 0
    count = dice.choice((2, 3, 3, 4))
    for key in range(count):
        lacking = dice.random() < 0.5 if key else False
        held = []
        for _ in range(dice.choice((1, 2)) if not lacking else 0):
            if lots < 3:
                lots += 1
                held.append(Held(lots, dice.choice((1, 3, 5, 8, 30)), dice.choice((1, 2, 3))))
        days = sorted(dice.choices(range(7), k=dice.choice((0, 1, 2, 3)))) if lacking else []
        kept = tuple((day, 1) for day in sorted(dice.choices(range(9), k=dice.choice((0, 0, 1, 2)))))
        site = Site(
            key,
            tuple(held),
            kept,
            kept + tuple((day, 1) for day in days),
            dice.choice((0.0, 0.1, 0.5)),
            tuple(Dose(day, dice.choice((1, 1, 2)), number) for number, day in enumerate(days)),
            dice.choice((0, 0, 1, 3)) if lacking else 0,
            dice.choice((0.0, 1.0, 2.5)),
            dice.choice((0, 1, 2, 4)),
        )
        sites.append(can_keep(site))
    routes = {
        (a.key, b.key): Route(dice.choice((0, 1, 2, 4)), dice.choice((0, 1, 2, 9)))
        for a in sites
        for b in sites
        if a.key != b.key and dice.random() < 0.85
    }
    rules = Rules(dice.choice((1, 1, 2)), dice.choice((0, 0, 3)), dice.choice((1, 1, 1, 2)), dice.choice((6, 40)))
    return Problem(tuple(sites), routes, rules)


def scarce_case(dice: Random) -> Problem:
    """One donor with little; two or three sites that all lack it, some nearer and cheaper than others."""
    donor = Site(0, (Held(1, 40, dice.choice((2, 3, 4))), Held(2, dice.choice((6, 9)), dice.choice((1, 2)))))
    sites = [donor]
    for key in range(1, dice.choice((3, 3, 4))):
        days = sorted(dice.choices(range(2, 9), k=dice.choice((0, 1, 2, 3))))
        doses = tuple(Dose(day, dice.choice((1, 1, 1, 2)), number) for number, day in enumerate(days))
        used = tuple((day, 1) for day in days)
        sites.append(
            Site(
                key, (), (), used, 0.3, doses, dice.choice((1, 2, 4)), dice.choice((1.0, 2.5, 7.0)), dice.choice((0, 4))
            )
        )
    routes = {(0, site.key): Route(dice.choice((1, 2)), dice.choice((1, 2, 9))) for site in sites[1:]}
    return Problem(tuple(sites), routes, Rules(dice.choice((1, 1, 2)), dice.choice((0, 3)), dice.choice((1, 1, 2)), 40))


def test_three_hundred_small_cases_are_as_good_as_the_best_of_all_plans() -> None:
    moved = uncovered = saved = shared = 0
    for seed in range(CASES):
        problem = small_case(seed)
        judge = Judge(problem)
        plan = solve(problem)
        best = judge.best()
        assert plan.proven, seed
        assert judge.score(plan.moves) == best, (seed, plan)
        assert plan.after.as_tuple() == best, (seed, plan)
        assert plan.before.as_tuple() == judge.score(()), seed
        moved += bool(plan.moves)
        uncovered += plan.after.uncovered > 0
        saved += plan.before.lost > plan.after.lost
        shared += len({move.target for move in plan.moves}) > 1 and plan.after.short > 0
    # Cases in which nothing happens would prove nothing.
    assert min(moved, uncovered, saved, shared) > 20


def _one_donor(pieces: int, *, last: int = 200, kept: tuple[tuple[int, int], ...] = ()) -> Site:
    return Site(1, (Held(1, last, pieces),), kept, kept)


def test_a_donor_keeps_what_its_own_doses_need_even_if_a_child_elsewhere_goes_without() -> None:
    wanting = Site(2, doses=(Dose(5, 3), Dose(6, 3)))
    plan = solve(Problem((_one_donor(10, kept=((20, 7),)), wanting), {(1, 2): Route(2)}))
    assert plan.moves == (Move(1, 2, 1, 3),)
    assert plan.after.uncovered == 1


def test_a_donor_keeps_lots_that_last_until_its_own_doses() -> None:
    """Ten pieces and five needed: but those of day 30 can only come from the lot that lasts."""
    donor = Site(1, (Held(1, 10, 5), Held(2, 90, 5)), kept=((30, 5),), used=((30, 5),))
    wanting = Site(2, doses=(Dose(20, 5),), used=((20, 5),))
    plan = solve(Problem((donor, wanting), {(1, 2): Route(2)}))
    assert plan.moves == ()


def test_what_cannot_arrive_in_time_does_not_travel() -> None:
    wanting = Site(2, doses=(Dose(2, 3),))
    assert solve(Problem((_one_donor(10), wanting), {(1, 2): Route(3)})).moves == ()
    assert solve(Problem((_one_donor(10), wanting), {(1, 2): Route(2)})).after.uncovered == 0


def test_where_no_way_is_allowed_nothing_moves() -> None:
    """Authority and cold chain are the caller's ways: a pair that is not among them is not taken."""
    wanting = Site(2, doses=(Dose(9, 3),))
    assert solve(Problem((_one_donor(10), wanting), {})).moves == ()


def test_little_life_left_serves_a_dated_dose_but_no_shelf() -> None:
    rules = Rules(shelf=30)
    dose = Site(2, doses=(Dose(9, 3),), used=((9, 3),), shortage=4, weight=1, room=4)
    plan = solve(Problem((_one_donor(10, last=20), dose), {(1, 2): Route(2)}, rules))
    assert [move.pieces for move in plan.moves] == [3]
    assert plan.after.short == 4


def test_whole_packs_travel_whole() -> None:
    wanting = Site(2, doses=(Dose(9, 3),), room=20)
    plan = solve(Problem((_one_donor(20), wanting), {(1, 2): Route(2, cost=1)}, Rules(pack=5)))
    assert [move.pieces for move in plan.moves] == [5]


def test_a_trip_for_less_than_is_worth_it_is_not_made() -> None:
    wanting = Site(2, shortage=3, weight=1)
    assert solve(Problem((_one_donor(20), wanting), {(1, 2): Route(2)}, Rules(least=4))).moves == ()
    dose = Site(2, doses=(Dose(9, 3),))
    assert solve(Problem((_one_donor(20), dose), {(1, 2): Route(2)}, Rules(least=4))).after.uncovered == 0


def test_what_would_expire_goes_to_whoever_still_uses_it() -> None:
    """Forty pieces that expire in ten days where four a day are asked for elsewhere and none here."""
    donor = Site(1, (Held(1, 10, 40),), daily=0.0)
    busy = Site(2, (Held(2, 300, 400),), daily=4.0, room=100)
    plan = solve(Problem((donor, busy), {(1, 2): Route(2, cost=900)}))
    assert plan.before.lost == 40
    assert plan.after.lost == 0
    assert plan.moves == (Move(1, 2, 1, 40),)


def test_two_lots_never_claim_the_same_use() -> None:
    """The receiver uses forty-four by day 10 and has thirty of its own that expire then: only fourteen are saved."""
    donor = Site(1, (Held(1, 10, 40),))
    busy = Site(2, (Held(2, 10, 30),), daily=4.0, room=100)
    plan = solve(Problem((donor, busy), {(1, 2): Route(2, cost=1)}))
    assert [move.pieces for move in plan.moves] == [14]
    assert plan.after.lost == 26


def test_not_enough_is_shared_by_doses_then_by_cpm() -> None:
    donor = _one_donor(10)
    far = Site(2, doses=tuple(Dose(9, 1, ref) for ref in range(8)), shortage=6, weight=1.0)
    near = Site(3, doses=tuple(Dose(9, 1, ref) for ref in range(4)), shortage=6, weight=2.0)
    routes = {(1, 2): Route(2, cost=9), (1, 3): Route(1)}
    plan = solve(Problem((donor, far, near), routes))
    # Twelve doses and ten pieces: two thirds of them go where two thirds of the doses are.
    assert {move.target: move.pieces for move in plan.moves} == {2: 7, 3: 3}
    plan = solve(Problem((_one_donor(15), far, near), routes))
    # All doses, and the three left by CPM: one and two.
    assert {move.target: move.pieces for move in plan.moves} == {2: 9, 3: 6}


def test_an_earlier_dose_is_not_passed_over_for_a_smaller_later_one() -> None:
    """Coverage would give the pieces to the earlier one: a plan that counts on the later ones would not come true."""
    wanting = Site(2, doses=(Dose(5, 4, 1), Dose(6, 1, 2), Dose(7, 1, 3)))
    plan = solve(Problem((_one_donor(4), wanting), {(1, 2): Route(1)}))
    assert plan.after.uncovered == 2
    assert [move.pieces for move in plan.moves] == [4]
