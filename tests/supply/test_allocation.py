from __future__ import annotations

import random
from collections import Counter

import pytest

from supply.allocation import COVERED, INCOMING, STOCK, UNCOVERED, Need, Outcome, Supply, allocate
from tests.supply.exact_allocation import Solver

VINCRISTINE, IFOSFAMIDE, MESNA = 1, 2, 3
FAR = 400


def states(outcomes: list[Outcome]) -> list[int]:
    return [state for state, _lines in outcomes]


def random_case(seed: int) -> tuple[list[Need], dict[int, list[Supply]]]:
    """Few lots, little of each, close expiries: cases where every rule bites."""
    chance = random.Random(seed)
    drugs = range(1, chance.randint(1, 3) + 1)
    horizon = chance.choice((4, 8, 14))
    needs: list[Need] = []
    for _ in range(chance.randint(3, 7)):
        lines = chance.sample(drugs, chance.randint(1, len(drugs)))
        needs.append((chance.randint(0, horizon), [(drug, chance.randint(1, 3)) for drug in lines]))
    # Within a day the caller's order is by priority and reference: any order will do here.
    needs.sort(key=lambda need: need[0])
    supplies: dict[int, list[Supply]] = {}
    token = 0
    for drug in drugs:
        lots = []
        for _ in range(chance.randint(1, 4)):
            arrives = STOCK if chance.random() < 0.5 else chance.randint(0, horizon)
            token += 1
            lots.append((max(arrives, 0) + chance.randint(0, horizon), arrives, chance.randint(2, 10), token))
        supplies[drug] = lots
    return needs, supplies


def check_parts(needs: list[Need], supplies: dict[int, list[Supply]], outcomes: list[Outcome]) -> None:
    """No lot gives more than it has, nor on a day it is not there or no longer good; lines get what they need."""
    lots = {lot[3]: (drug, lot) for drug, of_drug in supplies.items() for lot in of_drug}
    given: Counter[int] = Counter()
    for (day, wanted), (state, lines) in zip(needs, outcomes, strict=True):
        for (drug, pieces), (line_state, short, parts) in zip(wanted, lines, strict=True):
            assert (short > 0) == (line_state == UNCOVERED)
            if state == UNCOVERED:
                assert parts == []
                assert short <= pieces
                continue
            assert sum(part for _token, part in parts) == pieces
            arrivals = set()
            for token, part in parts:
                of_drug, (expires, arrives, _pieces, _token) = lots[token]
                assert of_drug == drug
                assert arrives <= day <= expires
                assert part > 0
                given[token] += part
                arrivals.add(arrives != STOCK)
            assert line_state == (INCOMING if True in arrivals else COVERED)
        if state != UNCOVERED:
            assert state == max(line_state for line_state, _short, _parts in lines)
        else:
            assert UNCOVERED in [line_state for line_state, _short, _parts in lines]
    assert all(pieces <= lots[token][1][2] for token, pieces in given.items())


@pytest.mark.parametrize("start", range(0, 500, 50))
def test_five_hundred_random_cases_are_answered_as_by_the_exact_solver(start: int) -> None:
    for seed in range(start, start + 50):
        needs, supplies = random_case(seed)
        outcomes = allocate(needs, supplies)
        check_parts(needs, supplies, outcomes)
        complete, stocked, single = Solver(needs, supplies).solve()
        assert {n for n, (state, _) in enumerate(outcomes) if state != UNCOVERED} == complete, seed
        assert {n for n, (state, _) in enumerate(outcomes) if state == COVERED} == stocked, seed
        from_stock = {
            (n, drug)
            for n, (state, lines) in enumerate(outcomes)
            if state == INCOMING
            for (drug, _pieces), (line_state, _short, _parts) in zip(needs[n][1], lines, strict=True)
            if line_state == COVERED
        }
        assert from_stock == single, seed


def test_the_random_cases_are_hard_enough_to_tell_right_from_wrong() -> None:
    """Each answer is common among them, and so is a package that stock can give only by moving another's lots."""
    seen: Counter[int] = Counter()
    moved = 0
    for seed in range(500):
        needs, supplies = random_case(seed)
        outcomes = allocate(needs, supplies)
        seen.update(states(outcomes))
        moved += states(outcomes) != naive_states(needs, supplies)
    assert min(seen.values()) > 150
    assert moved > 30


def naive_states(needs: list[Need], supplies: dict[int, list[Supply]]) -> list[int]:
    """First to expire first and nothing else: what a hurried hand would write."""
    left = {lot[3]: lot[2] for lots in supplies.values() for lot in lots}
    found = []
    for day, lines in needs:
        before, state = dict(left), COVERED
        for drug, pieces in lines:
            for expires, arrives, _pieces, token in sorted(supplies.get(drug, ())):
                if arrives <= day <= expires:
                    given = min(left[token], pieces)
                    left[token] -= given
                    pieces -= given
                    if given and arrives != STOCK:
                        state = max(state, INCOMING)
            if pieces:
                state = UNCOVERED
                left = before
                break
        found.append(state)
    return found


def test_everything_but_mesna_is_not_covered_and_takes_nothing() -> None:
    day: Need = (3, [(IFOSFAMIDE, 4), (MESNA, 3)])
    next_day: Need = (4, [(IFOSFAMIDE, 4)])
    supplies = {IFOSFAMIDE: [(FAR, STOCK, 4, 10)], MESNA: [(FAR, STOCK, 1, 20)]}
    first, second = allocate([day, next_day], supplies)
    assert first == (UNCOVERED, [(COVERED, 0, []), (UNCOVERED, 2, [])]), "3 are needed, 1 is there: 2 are missing"
    assert second == (COVERED, [(COVERED, 0, [(10, 4)])]), "the ifosfamide it could not use is the next child's"


@pytest.mark.parametrize(("expires", "state"), [(4, UNCOVERED), (5, COVERED), (6, COVERED)])
def test_a_lot_counts_through_the_day_it_expires_and_not_the_day_after(expires: int, state: int) -> None:
    assert states(allocate([(5, [(VINCRISTINE, 1)])], {VINCRISTINE: [(expires, STOCK, 1, 10)]})) == [state]


@pytest.mark.parametrize(("arrives", "state"), [(4, INCOMING), (5, INCOMING), (6, UNCOVERED)])
def test_what_is_on_its_way_counts_from_the_day_it_arrives(arrives: int, state: int) -> None:
    assert states(allocate([(5, [(VINCRISTINE, 1)])], {VINCRISTINE: [(FAR, arrives, 1, 10)]})) == [state]


def test_the_first_lot_to_expire_goes_first_and_a_line_may_take_of_two() -> None:
    supplies = {VINCRISTINE: [(FAR, STOCK, 9, 10), (2, STOCK, 3, 20)]}
    outcomes = allocate([(1, [(VINCRISTINE, 2)]), (2, [(VINCRISTINE, 2)]), (3, [(VINCRISTINE, 1)])], supplies)
    assert [lines[0][2] for _state, lines in outcomes] == [[(20, 2)], [(20, 1), (10, 1)], [(10, 1)]]


def test_a_drug_nobody_has_is_missing_whole() -> None:
    assert allocate([(1, [(MESNA, 3)])], {}) == [(UNCOVERED, [(UNCOVERED, 3, [])])]


def test_a_big_need_that_cannot_be_met_does_not_starve_the_small_one_after_it() -> None:
    supplies = {VINCRISTINE: [(FAR, STOCK, 2, 10)]}
    assert states(allocate([(1, [(VINCRISTINE, 3)]), (1, [(VINCRISTINE, 2)])], supplies)) == [UNCOVERED, COVERED]


def test_stock_is_kept_for_whom_it_covers_and_what_comes_goes_to_who_can_wait() -> None:
    # What comes on day 2 expires first, on day 5; the shelf's two pieces last. FEFO alone would give the first child
    # (day 3) what is on its way, and the second (day 4) as well. From stock: the first, by order.
    supplies = {VINCRISTINE: [(FAR, STOCK, 1, 10), (5, 2, 1, 20)]}
    first, second = allocate([(3, [(VINCRISTINE, 1)]), (4, [(VINCRISTINE, 1)])], supplies)
    assert first == (COVERED, [(COVERED, 0, [(10, 1)])])
    assert second == (INCOMING, [(INCOMING, 0, [(20, 1)])])


def test_the_first_waits_where_only_stock_reaches_the_last() -> None:
    # The shelf's lot is the only one still good on day 9; all stay complete only if day 3 takes what comes.
    supplies = {VINCRISTINE: [(FAR, STOCK, 1, 10), (5, 2, 1, 20)]}
    assert states(allocate([(3, [(VINCRISTINE, 1)]), (9, [(VINCRISTINE, 1)])], supplies)) == [INCOMING, COVERED]
