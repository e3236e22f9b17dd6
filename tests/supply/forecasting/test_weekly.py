"""Weeks without stock as the forecast reads them."""

from __future__ import annotations

import numpy as np

from supply.forecasting.weekly import read_weeks


def test_days_out_are_filled_with_usual_days_and_weeks_out_are_not_read() -> None:
    asked = np.array([[7.0, 7.0, 14.0, 0.0, 30.0, np.nan, 7.0]])
    out = np.array([[0, 0, 3, 7, 5, 0, 0]])
    # Usual: 35 pieces on 25 days with stock, 9.8 a week; three of its days are 4.2 pieces.
    np.testing.assert_array_equal(read_weeks(asked, out), [[7, 7, 18, np.nan, 30, np.nan, 7]])


def test_out_all_along_nothing_is_known() -> None:
    assert np.isnan(read_weeks(np.array([[0.0, 3.0]]), np.array([[7, 7]]))).all()
