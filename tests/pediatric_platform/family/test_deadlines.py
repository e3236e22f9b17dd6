from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from pediatric_platform.family.deadlines import deadline

ZONE = ZoneInfo("America/Mexico_City")
REST = frozenset({date(2026, 11, 16)})


def at(day: int, hour: int = 9, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


def test_one_working_day_after_it_was_found_at_the_same_hour():
    found = at(18, 10)  # Wednesday; the session is nine days away
    limit = deadline(found=found, needed_on=date(2026, 11, 27), now=found, holidays=REST)
    assert (limit.at, limit.is_late, limit.is_over) == (at(19, 10), False, False)


def test_minutes_go_up_to_the_whole_hour():
    assert deadline(found=at(18, 10, 1), needed_on=date(2026, 11, 27), now=at(18, 11), holidays=REST).at == at(19, 11)


@pytest.mark.parametrize(("found", "hour"), [(at(18, 23, 30), 16), (at(18, 3), 8), (at(18, 15, 30), 16)])
def test_nobody_is_told_to_wait_for_midnight(found, hour):
    assert deadline(found=found, needed_on=date(2026, 11, 27), now=found, holidays=REST).at == at(19, hour)


def test_noon_of_the_day_before_comes_first():
    found = at(18, 15)
    assert deadline(found=found, needed_on=date(2026, 11, 20), now=found, holidays=REST).at == at(19, 12)


def test_a_weekend_does_not_count():
    assert deadline(found=at(20, 10), needed_on=date(2026, 12, 4), now=at(20, 10), holidays=REST).at == at(23, 10)


def test_a_day_of_rest_does_not_count():
    # Friday 13; Monday 16 November 2026 is the third Monday of November.
    assert deadline(found=at(13, 10), needed_on=date(2026, 12, 4), now=at(13, 10), holidays=REST).at == at(17, 10)


@pytest.mark.parametrize(("found", "needed_on"), [(at(18, 12), date(2026, 11, 19)), (at(18, 8), date(2026, 11, 18))])
def test_found_too_late_leaves_no_time(found, needed_on):
    assert deadline(found=found, needed_on=needed_on, now=found, holidays=REST).is_late


def test_a_passed_deadline_is_over():
    limit = deadline(found=at(18, 10), needed_on=date(2026, 11, 27), now=at(19, 10), holidays=REST)
    assert (limit.is_over, limit.is_late) == (True, False)
