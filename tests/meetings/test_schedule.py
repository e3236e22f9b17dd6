"""On which days a series meets: every so many weeks, across days of rest, and across changes of the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from meetings.schedule import Slot, Why, closed_week, days_of, starts_at

INDEPENDENCE = date(2026, 9, 16)  # a Wednesday
CHRISTMAS, NEW_YEAR = date(2026, 12, 25), date(2027, 1, 1)  # Fridays
REST = frozenset({INDEPENDENCE, CHRISTMAS, NEW_YEAR})


@dataclass(frozen=True)
class Series:
    anchor_on: date = date(2026, 1, 7)
    every_weeks: int = 1
    rest_rule: str = "next"


def _on(series: Series, first: date, last: date, rest: frozenset[date] = REST) -> list[date | None]:
    return [slot.on for slot in days_of(series, first, last, rest)]


def test_each_week_on_the_day_of_its_anchor() -> None:
    assert _on(Series(), date(2026, 11, 1), date(2026, 11, 30)) == [date(2026, 11, day) for day in (4, 11, 18, 25)]


def test_every_other_week_counts_from_the_anchor_whatever_day_is_asked_from() -> None:
    series = Series(every_weeks=2)
    assert _on(series, date(2026, 1, 8), date(2026, 2, 4)) == [date(2026, 1, 21), date(2026, 2, 4)]
    assert _on(series, date(2026, 1, 21), date(2026, 1, 21)) == [date(2026, 1, 21)]


def test_nothing_before_the_anchor() -> None:
    assert _on(Series(), date(2025, 1, 1), date(2026, 1, 14)) == [date(2026, 1, 7), date(2026, 1, 14)]


@pytest.mark.parametrize(
    ("rule", "on", "why"),
    [
        ("next", date(2026, 9, 17), Why.MOVED),
        ("before", date(2026, 9, 15), Why.MOVED),
        ("skip", None, Why.SKIPPED),
        ("keep", INDEPENDENCE, Why.ON_ITS_DAY),
    ],
)
def test_a_wednesday_that_is_a_public_holiday(rule: str, on: date | None, why: Why) -> None:
    [slot] = days_of(Series(rest_rule=rule), date(2026, 9, 14), date(2026, 9, 20), REST)
    assert slot == Slot(INDEPENDENCE, on, why)


def test_two_fridays_of_rest_move_over_their_weekends_each_within_its_own_turn() -> None:
    fridays = Series(anchor_on=date(2026, 1, 2))
    assert _on(fridays, date(2026, 12, 18), date(2027, 1, 8)) == [
        date(2026, 12, 18),
        date(2026, 12, 28),
        date(2027, 1, 4),
        date(2027, 1, 8),
    ]


@pytest.mark.parametrize("rule", ["next", "before"])
def test_a_move_never_reaches_the_day_of_another_turn(rule: str) -> None:
    """A whole week of rest on both sides: the turn would land on the next Wednesday, so it is not held."""
    around = frozenset(date(2026, 9, day) for day in (9, 10, 11, 14, 15, 16, 17, 18, 21, 22))
    [slot] = days_of(Series(rest_rule=rule), INDEPENDENCE, INDEPENDENCE, around)
    assert slot == Slot(INDEPENDENCE, None, Why.NO_ROOM)


def test_no_two_turns_ever_meet_on_one_day() -> None:
    for rule in ("next", "before", "keep"):
        met = _on(Series(rest_rule=rule), date(2026, 1, 1), date(2027, 12, 31))
        days = [day for day in met if day]
        assert days == sorted(set(days))


def test_the_hour_is_that_of_the_wall_in_mexico_city_which_keeps_its_clocks() -> None:
    zone = ZoneInfo("America/Mexico_City")
    assert starts_at(date(2026, 7, 1), time(18), zone) == datetime(2026, 7, 2, 0, tzinfo=UTC)
    assert starts_at(date(2026, 12, 2), time(18), zone) == datetime(2026, 12, 3, 0, tzinfo=UTC)


def test_the_hour_is_that_of_the_wall_in_tijuana_which_changes_them() -> None:
    zone = ZoneInfo("America/Tijuana")
    assert starts_at(date(2026, 3, 4), time(18), zone) == datetime(2026, 3, 5, 2, tzinfo=UTC)
    assert starts_at(date(2026, 3, 11), time(18), zone) == datetime(2026, 3, 12, 1, tzinfo=UTC)


def test_an_hour_that_the_clocks_leave_out_is_the_one_after() -> None:
    """On 8 March 2026 it is never half past two in Tijuana."""
    zone = ZoneInfo("America/Tijuana")
    moment = starts_at(date(2026, 3, 8), time(2, 30), zone)
    assert moment.astimezone(zone).time() == time(3, 30)


def test_the_figures_are_those_of_the_last_week_that_was_over() -> None:
    assert closed_week(date(2026, 11, 18)) == date(2026, 11, 9)
    assert closed_week(date(2026, 11, 16)) == date(2026, 11, 9)  # a Monday
    assert closed_week(date(2026, 11, 15)) == date(2026, 11, 2)  # a Sunday
