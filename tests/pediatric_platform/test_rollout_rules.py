"""How a hospital stands, how milestones are spaced, what a share is of."""

from datetime import date

import pytest

from pediatric_platform.rollout_rules import ORDER, Registered, Standing, Use, all_registered, spaced, standing_of

TODAY = date(2026, 11, 18)
LATER, BEFORE = date(2026, 12, 1), date(2026, 11, 17)


@pytest.mark.parametrize(
    ("told", "standing"),
    [
        ({"planned": 6, "done": 2, "blocked": True, "next_due": LATER}, Standing.BLOCKED),
        ({"planned": 6, "done": 2, "blocked": True, "next_due": BEFORE}, Standing.BLOCKED),
        ({"planned": 6, "done": 2, "blocked": False, "next_due": BEFORE}, Standing.LATE),
        ({"planned": 6, "done": 2, "blocked": False, "next_due": TODAY}, Standing.ON_TIME),
        ({"planned": 5, "done": 2, "blocked": False, "next_due": LATER}, Standing.UNPLANNED),
        ({"planned": 0, "done": 0, "blocked": False, "next_due": None}, Standing.UNPLANNED),
        ({"planned": 5, "done": 5, "blocked": False, "next_due": None}, Standing.UNPLANNED),
        ({"planned": 6, "done": 6, "blocked": False, "next_due": None}, Standing.DONE),
    ],
)
def test_what_blocks_is_told_before_what_is_late_and_that_before_the_rest(told, standing):
    assert standing_of(**told, today=TODAY) == standing


def test_milestones_are_spaced_evenly_and_never_on_a_weekend():
    days = spaced(date(2026, 11, 20), date(2027, 2, 14), len(ORDER))
    assert days[0] == date(2026, 11, 20)
    assert days[-1] == date(2027, 2, 12)  # the 14th is a Sunday: the Friday before
    assert days == sorted(days)
    assert all(day.weekday() < 5 for day in days)
    assert spaced(TODAY, LATER, 1) == [LATER]


def test_a_share_is_never_of_nothing_and_what_nobody_wrote_down_counts_against():
    assert Use().share is None
    assert Use(same_day=3, later=0, unrecorded=1).share == 75
    assert Use(1, 2, 3) + Use(1, 1, 1) == Use(2, 3, 4)


def test_all_are_registered_only_where_it_is_known_how_many_there_are():
    assert not all_registered(Registered(active=40), None)
    assert not all_registered(Registered(active=9), 10)
    assert all_registered(Registered(active=10), 10)
