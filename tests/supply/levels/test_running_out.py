from __future__ import annotations

import pytest

from supply.levels import Arriving, chance_of_running_out
from tests.supply.levels.demands import day, nothing, steady


@pytest.fixture
def weekly():
    """14 pieces a week, 5 % under 9, 5 % over 19; an order takes a week."""
    return steady(2, spread=5, lead_days=7)


def test_stock_at_the_ninety_five_percent_leaves_one_in_twenty(weekly):
    assert chance_of_running_out(weekly, 19, []) == pytest.approx(0.05)
    assert chance_of_running_out(weekly, 14, []) == pytest.approx(0.5)


def test_what_comes_in_time_counts_and_its_eve_is_looked_at(weekly):
    safe = chance_of_running_out(weekly, 14, [Arriving(1, 100)])
    assert safe == pytest.approx(weekly.probability_above(14, 1))
    assert chance_of_running_out(weekly, 0, [Arriving(1, 100)]) > 0.9  # nothing today


def test_what_comes_after_the_order_would_changes_nothing(weekly):
    assert chance_of_running_out(weekly, 14, [Arriving(7, 100)]) == pytest.approx(0.5)


def test_what_expires_unused_is_not_there_for_the_days_after(weekly):
    assert chance_of_running_out(weekly, 19, [Arriving(3, -5)]) == pytest.approx(0.5)


def test_a_dated_dose_without_stock_is_certain():
    demand = steady(0, dated=[(day(3), 2)])
    assert chance_of_running_out(demand, 1, []) == 1
    assert chance_of_running_out(demand, 2, []) == 0


def test_what_nobody_asks_for_does_not_run_out():
    assert chance_of_running_out(nothing(), 0, []) == 0
