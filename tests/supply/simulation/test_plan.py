from __future__ import annotations

import pytest

from supply.simulation.plan import LAST, LOWEST, reporting_rates, stock_targets


@pytest.mark.parametrize("weeks", [9, 26, 30, 104])
def test_stock_falls_to_its_lowest_eight_weeks_before_the_end_and_climbs_to_its_highest(weeks):
    targets = stock_targets(weeks)
    assert len(targets) == weeks
    assert targets[-9] == LOWEST == min(targets)
    assert targets[-1] == LAST == max(targets)
    assert targets[-8:] == sorted(targets[-8:])


@pytest.mark.parametrize("weeks", [1, 4, 8])
def test_few_weeks_are_the_end_of_the_climb(weeks):
    assert stock_targets(weeks) == stock_targets(30)[-weeks:]


def test_reporting_was_worse_and_ends_at_ninety_seven_to_ninety_eight_in_a_hundred():
    rates = reporting_rates(30)
    assert rates == sorted(rates)
    assert rates[0] < 0.92
    assert 0.97 <= rates[-1] <= 0.98
