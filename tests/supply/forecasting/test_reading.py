"""A file of anybody's series, read row by row."""

from __future__ import annotations

import numpy as np
import pytest

from supply.forecasting.reading import BadFile, read_series

HEAD = "series,date,quantity\n"


def _read(text: str, **options):
    return read_series((HEAD + text).splitlines(keepends=True), **options)


@pytest.mark.parametrize(
    ("rows", "step", "periods"),
    [
        ("a,2026-01-05,1\na,2026-01-12,0\na,2026-01-26,3\n", "weekly", 4),
        ("a,2026-W02,1\na,2026-W04,3\n", "weekly", 3),
        ("a,2026-01,1\na,2026-12,3\n", "monthly", 12),
        ("a,2025-12-01,1\nb,2026-02-01,3\n", "monthly", 3),
        ("a,2026-01-31,1\na,2026-02-28,3\n", "monthly", 2),
        ("a,2026-01-05,1\na,2026-01-06,2\na,2026-01-10,3\n", "daily", 6),
        ("a,2026-01-05T00:00:00,1\na,2026-01-06,2\n", "daily", 2),
    ],
)
def test_the_dates_tell_the_step(rows, step, periods) -> None:
    found = _read(rows)
    assert (found.step.name, found.values.shape[1]) == (step, periods)


def test_a_file_without_zeros_leaves_them_out() -> None:
    found = _read("a,2026-01-05,1\nb,2026-01-12,2\na,2026-01-26,3\n")
    assert found.zeros_filled
    np.testing.assert_array_equal(found.values, [[1, 0, 0, 3], [np.nan, 2, 0, 0]])


def test_a_file_with_zeros_is_taken_at_its_word() -> None:
    found = _read("a,2026-01-05,1\na,2026-01-12,0\na,2026-01-26,3\n")
    assert not found.zeros_filled
    np.testing.assert_array_equal(found.values, [[1, 0, np.nan, 3]])


def test_every_fault_names_its_row_and_what_was_expected() -> None:
    with pytest.raises(BadFile) as refused:
        _read("a,2026-01-05,1\n,05/01/2026,x\na,2026-01-06\nb,2026-01-07,-3\nb,2026-01-08,nan\n")
    assert [fault.split(":")[0] for fault in refused.value.faults] == [
        "row 3, series", "row 3, date", "row 3, quantity", "row 4", "row 5, quantity", "row 6, quantity",
    ]  # fmt: skip
    assert "2026-11-22" in str(refused.value)


def test_two_rows_of_a_period_are_refused_or_added() -> None:
    rows = "a,2026-01-05,1\na,2026-01-12,4\na,2026-01-05,2\n"
    with pytest.raises(BadFile, match="row 4: series 'a' has this weekly period already in row 2"):
        _read(rows)
    assert _read(rows, add=True).values.tolist() == [[3, 4]]


def test_headings_may_stand_in_any_order_and_must_all_be_there() -> None:
    found = read_series(["\ufeffQuantity,extra,Series,date\n", "5,,a,2026-01\n"])
    assert found.values.tolist() == [[5]]
    with pytest.raises(BadFile, match="lacks quantity"):
        read_series(["series,date\n", "a,2026-01\n"])
    with pytest.raises(BadFile, match="no rows"):
        read_series([HEAD])
    with pytest.raises(BadFile, match="lacks series, date, quantity"):
        read_series([])
