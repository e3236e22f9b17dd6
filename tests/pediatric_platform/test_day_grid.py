"""Days of a cycle as columns and as words."""

import pytest

from pediatric_platform.day_grid import Span, days_text, spans


def test_days_on_which_the_same_is_given_stand_together():
    # Vincristine on 1 and 8, prednisone on 1 to 10: day 1 both, 2–7 one, 8 both, 9–10 one.
    found = spans([(1, 8), tuple(range(1, 11))])
    assert [(span.first, span.last) for span in found] == [(1, 1), (2, 7), (8, 8), (9, 10)]
    assert [span.days for span in found] == [1, 6, 1, 2]


def test_days_on_which_nothing_is_given_are_no_column():
    assert spans([(1, 15), (29,)]) == [Span(1, 1), Span(15, 15), Span(29, 29)]
    assert spans([]) == []
    assert spans([()]) == []


@pytest.mark.parametrize(
    ("days", "text"),
    [
        ((1, 8, 15), "1, 8, 15"),
        ((1, 2, 3, 4, 8, 9, 10, 11), "1–4, 8–11"),
        ((9, 10), "9, 10"),
        ((4, 1, 2), "1, 2, 4"),
        ((0,), "0"),
        ((), ""),
    ],
)
def test_days_are_told_as_people_write_them(days, text):
    assert days_text(days) == text
