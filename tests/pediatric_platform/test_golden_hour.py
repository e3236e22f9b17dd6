"""The clock of the golden hour, by itself: levels, order, limits, and hours that a change of hour repeats or skips."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from pediatric_platform.golden_hour import (
    CODES,
    STAMPS,
    Level,
    clash_of,
    clock_of,
    earliest,
    leans_on,
    moment_in,
    next_of,
    taken,
    within_its_minute,
)
from pediatric_platform.models import Stamp

DOOR = datetime(2026, 11, 16, 18, 0, tzinfo=UTC)
TIJUANA = ZoneInfo("America/Tijuana")


def at(minutes: float) -> datetime:
    return DOOR + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("minutes", "level", "told"),
    [
        (0, Level.TIME, 60),
        (29.9, Level.TIME, 30),
        (30, Level.SOON, 30),
        (44.9, Level.SOON, 15),
        (45, Level.URGENT, 15),
        (59.99, Level.URGENT, 0),
        (60, Level.URGENT, 0),
        (60.02, Level.LATE, 0),
        (75.5, Level.LATE, 15),
    ],
)
def test_what_is_left_while_it_runs(minutes, level, told):
    clock = clock_of(arrived_at=DOOR, deadline_at=at(60), antibiotic_at=None, expected_since=None, now=at(minutes))
    assert (clock.level, clock.minutes) == (level, told)


@pytest.mark.parametrize(("given", "level"), [(60, Level.DONE), (60.02, Level.DONE_LATE)])
def test_given_the_antibiotic_it_stands_still(given, level):
    clock = clock_of(arrived_at=DOOR, deadline_at=at(60), antibiotic_at=at(given), expected_since=None, now=at(500))
    assert clock.level == level
    assert clock.left == at(60) - at(given)


@pytest.mark.parametrize(("minutes", "level"), [(0, Level.COMING), (59.9, Level.COMING), (60, Level.MISSING)])
def test_who_is_coming_and_does_not_arrive_is_missed(minutes, level):
    clock = clock_of(arrived_at=None, deadline_at=None, antibiotic_at=None, expected_since=DOOR, now=at(minutes))
    assert (clock.level, clock.left, clock.minutes) == (level, None, 0)


@pytest.mark.parametrize(
    ("times", "following"),
    [
        ({}, "arrived"),
        ({"ordered": at(-5)}, "arrived"),
        ({"arrived": at(0)}, "triage"),
        ({"arrived": at(0), "ordered": at(-5)}, "dispensed"),
        ({"arrived": at(0), "dispensed": at(9)}, "antibiotic"),
        ({"arrived": at(0), "antibiotic": at(9)}, ""),
    ],
)
def test_what_usually_comes_next(times, following):
    assert next_of(times) == following


@pytest.mark.parametrize(
    ("stamp", "minutes", "clash"),
    [
        ("fever", 1, ("fever", "arrived")),
        ("fever", 0, None),
        ("triage", -1, ("arrived", "triage")),
        ("arrived", 6, ("arrived", "triage")),
        ("arrived", 4, None),
        ("ordered", 21, ("ordered", "antibiotic")),
        ("ordered", -30, None),
        ("dispensed", 25, None),
        ("antibiotic", 9, ("ordered", "antibiotic")),
        ("antibiotic", -1, ("arrived", "antibiotic")),
        ("prealert", 30, None),
    ],
)
def test_what_cannot_be_in_that_order(stamp, minutes, clash):
    times = {"fever": at(-40), "arrived": DOOR, "triage": at(5), "ordered": at(10), "antibiotic": at(20)}
    assert clash_of(times, stamp, at(minutes)) == clash


def test_how_far_back_a_stamp_may_be_set():
    assert earliest("fever", DOOR) == DOOR - timedelta(days=14)
    assert {earliest(name, DOOR) for name in STAMPS[1:]} == {DOOR - timedelta(hours=24)}


def test_an_arrival_stays_while_something_leans_on_it():
    assert leans_on({"arrived": DOOR, "evaluated": at(9)}, "arrived") == "evaluated"
    assert leans_on({"arrived": DOOR, "ordered": at(-3)}, "arrived") == ""
    assert leans_on({"arrived": DOOR, "triage": at(3)}, "triage") == ""


def test_minutes_are_whole_and_never_rounded_up():
    assert taken(DOOR, at(60.99)) == 60
    assert taken(None, DOOR) is None


def test_stamps_are_those_of_the_table_and_their_codes_tell_them_apart():
    assert list(STAMPS) == Stamp.values
    assert list(CODES.values()) == list(STAMPS)


@pytest.mark.parametrize(
    ("now", "moment"),
    [
        # The hour from one to two comes twice on 1 November: of both, the latest that has been.
        (datetime(2026, 11, 1, 8, 45, tzinfo=UTC), datetime(2026, 11, 1, 8, 30, tzinfo=UTC)),
        (datetime(2026, 11, 1, 9, 45, tzinfo=UTC), datetime(2026, 11, 1, 9, 30, tzinfo=UTC)),
    ],
)
def test_an_hour_that_is_repeated_is_the_latest_that_has_been(now, moment):
    assert moment_in(TIJUANA, datetime(2026, 11, 1, 1, 30), now) == moment


def test_an_hour_that_was_skipped_is_a_moment_all_the_same():
    """On 8 March there is no half past two."""
    now = datetime(2026, 3, 8, 12, 0, tzinfo=UTC)
    assert moment_in(TIJUANA, datetime(2026, 3, 8, 2, 30), now) == datetime(2026, 3, 8, 10, 30, tzinfo=UTC)
    assert moment_in(TIJUANA, datetime(2026, 3, 8, 3, 10), now) == datetime(2026, 3, 8, 10, 10, tzinfo=UTC)


def test_a_typed_hour_is_not_before_what_it_follows_in_the_same_minute():
    tapped = DOOR + timedelta(seconds=40)
    times = {"arrived": tapped, "ordered": DOOR + timedelta(seconds=50)}
    assert within_its_minute(times, "triage", DOOR) == tapped
    assert within_its_minute(times, "antibiotic", DOOR) == times["ordered"]
    assert within_its_minute(times, "triage", at(1)) == at(1)
    assert within_its_minute(times, "triage", at(-1)) == at(-1)
    assert within_its_minute(times, "fever", DOOR) == DOOR
    # A tap says its seconds, and is taken at its word.
    assert within_its_minute(times, "triage", DOOR + timedelta(seconds=1)) == DOOR + timedelta(seconds=1)
