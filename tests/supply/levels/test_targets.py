from __future__ import annotations

import pytest

from supply.levels import Targets, targets, to_order
from tests.supply.levels.demands import day, nothing, steady


def test_levels_of_a_piece_a_day_for_sure():
    """Lead time 10 days, review 7, a transfer takes 3: 3, 10, 17 and 17 + 7."""
    assert targets(steady(1), transfer_days=3) == Targets(3, 10, 17, 24)


def test_spread_raises_all_but_what_the_next_review_is_expected_to_need():
    """Two weeks ahead the 95 % lies 5 pieces above 28: 33; the four levels end at whole weeks to be read off."""
    demand = steady(2, spread=5, lead_days=7, review_days=7)
    assert targets(demand, transfer_days=7) == Targets(14 + 5, 14 + 5, 28 + 5, 28 + 5 + 14)


def test_dated_doses_are_counted_whole_and_on_their_day():
    """Day 8 lies within the lead time of 10, day 12 within lead and review, day 20 within the next review."""
    demand = steady(0, dated=[(day(8), 4), (day(12), 2), (day(20), 6)])
    assert targets(demand, transfer_days=3) == Targets(0, 4, 6, 12)


def test_half_a_piece_is_a_whole_one():
    assert targets(steady(0.25), transfer_days=3) == Targets(1, 3, 5, 5 + 2)


def test_a_transfer_slower_than_an_order_is_no_emergency_of_its_own():
    assert targets(steady(1, lead_days=2), transfer_days=5).emergency == 2


def test_what_nobody_asks_for_needs_nothing():
    assert targets(nothing(), transfer_days=3) == Targets(0, 0, 0, 0)
    assert to_order(Targets(0, 0, 0, 0), 0) == 0


@pytest.mark.parametrize(("position", "pieces"), [(0, 24), (16, 8), (17, 7), (18, 0), (40, 0), (-2, 26)])
def test_ordered_up_to_the_maximum_from_the_reorder_point_down(position, pieces):
    assert to_order(Targets(3, 10, 17, 24), position) == pieces
