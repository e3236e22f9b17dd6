from __future__ import annotations

from datetime import UTC, datetime

import pytest

from supply.coverage import abasto_level
from supply.selectors.boards.totals import Reporting, Totals, add_up, change, level_category, totals_of


def test_level_is_divided_again_from_added_counts_and_never_averaged():
    small = Totals(pairs_out=1, pairs_adequate=1)  # 50 %
    large = Totals(pairs_out=0, pairs_adequate=98)  # 100 %

    assert add_up([small, large]).level == 99.0


def test_level_is_the_one_of_the_arithmetic_of_coverage():
    totals = Totals(pairs_out=2, pairs_critical=1, pairs_low=3, pairs_adequate=4, pairs_high=5, pairs_excess=6)

    assert totals.level == abasto_level(totals.counts).percent
    assert totals.unsafe == 3
    assert totals.pairs == 21


def test_no_pairs_is_no_level_and_not_zero():
    assert Totals().level is None
    assert Totals().denied_share is None
    assert level_category(None) is None


@pytest.mark.parametrize(
    ("percent", "category"),
    [(0, "out"), (79.9, "out"), (80, "critical"), (89.9, "critical"), (90, "low"), (94.9, "low"), (95, "adequate")],
)
def test_category_of_a_level_at_its_borders(percent: float, category: str):
    assert level_category(percent) == category


def test_row_with_missing_sums_counts_them_as_zero():
    assert totals_of({"usable": 5, "denied": None}) == Totals(usable=5)


def test_reporting_of_several_is_as_old_as_the_oldest():
    old, new = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 9, tzinfo=UTC)

    both = Reporting(10, 9, 8, 7, new) + Reporting(10, 6, 2, 0, old) + Reporting(0, 0, 0, 0, None)

    assert both == Reporting(20, 15, 10, 7, old)
    assert (both.rate, both.timeliness, both.missing) == (75.0, 50.0, 5)


def test_difference_with_an_unknown_is_unknown():
    assert change(5.0, None) is None
    assert change(None, 5.0) is None
    assert change(5.0, 3.0) == 2.0
