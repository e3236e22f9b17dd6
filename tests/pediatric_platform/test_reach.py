"""How children are counted: once each, by the worst of their days."""

from __future__ import annotations

import pytest

from pediatric_platform.reach import COVERED, INCOMING, MISSING, UNKNOWN, Reach, reaches_of, seen_as, worst


def test_a_child_is_as_badly_off_as_on_the_worst_day():
    assert worst((COVERED, INCOMING, INCOMING), (0, COVERED, MISSING)) == (COVERED, INCOMING, MISSING)


def test_children_are_counted_per_horizon_and_not_where_they_have_no_session():
    counted = reaches_of([((MISSING, MISSING, MISSING), 2), ((0, INCOMING, UNKNOWN), 3), ((0, 0, COVERED), 1)])
    assert counted[7] == Reach(missing=2)
    assert counted[14] == Reach(missing=2, incoming=3)
    assert counted[28] == Reach(missing=2, unknown=3, covered=1)
    assert counted[28].children == 6


@pytest.mark.parametrize("rank", [COVERED, INCOMING, UNKNOWN, MISSING])
def test_an_answer_from_old_data_is_no_answer(rank: int):
    assert seen_as(rank, is_known=False) == UNKNOWN
    assert seen_as(rank, is_known=True) == rank


def test_no_session_stays_no_session_however_old_the_data():
    assert seen_as(0, is_known=False) == 0


@pytest.mark.parametrize(
    ("reach", "category"),
    [
        (Reach(), None),
        (Reach(covered=10), "adequate"),
        (Reach(covered=8, incoming=2), "adequate"),
        (Reach(unknown=1, covered=9), None),  # nobody is known to lack anything, and of one it is not known
        (Reach(missing=1, covered=99), "low"),
        (Reach(missing=5, covered=95), "critical"),
        (Reach(missing=15, covered=85), "out"),
        (Reach(missing=1, unknown=3), "out"),
    ],
)
def test_the_colour_follows_the_share_and_never_guesses(reach: Reach, category: str | None):
    assert reach.category == category
