from __future__ import annotations

from datetime import date, timedelta

import pytest

from supply.expiry import expiry_mark

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("days", "mark"), [(-1, 0), (0, 30), (30, 30), (31, 60), (60, 60), (61, 90), (90, 90), (91, None)]
)
def test_a_lot_is_marked_by_the_nearest_horizon_and_its_last_day_counts(days, mark):
    assert expiry_mark(TODAY + timedelta(days=days), TODAY) == mark
