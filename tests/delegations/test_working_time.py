from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from delegations.working_time import add_working, is_working_day, next_working_day

MEXICO, TIJUANA = ZoneInfo("America/Mexico_City"), ZoneInfo("America/Tijuana")
REST = frozenset({date(2026, 11, 16)})


def at(day: int, hour: int = 9, minute: int = 0, zone: ZoneInfo = MEXICO) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=zone)


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        (at(18, 9), 60, at(18, 10)),
        (at(18, 8), 480, at(18, 16)),  # to the minute in which the office closes
        (at(18, 15, 30), 60, at(19, 8, 30)),
        (at(18, 3), 30, at(18, 8, 30)),  # before it opens
        (at(18, 22), 30, at(19, 8, 30)),  # after it closed
        (at(18, 16), 1, at(19, 8, 1)),
        (at(13, 12), 480, at(17, 12)),  # Friday; then a weekend and a Monday of rest
        (at(14, 12), 1, at(17, 8, 1)),  # Saturday
        (at(18, 9), 960, at(20, 9)),
        (at(18, 9), 0, at(18, 9)),
        (at(18, 20), 0, at(19, 8)),
    ],
)
def test_only_hours_of_the_office_count(start, minutes, end):
    assert add_working(start, minutes, zone=MEXICO, holidays=REST) == end


def test_hours_are_those_of_the_place():
    start = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)  # 9:00 in Mexico City, 7:00 in Tijuana
    assert add_working(start, 60, zone=TIJUANA, holidays=()) == at(18, 9, zone=TIJUANA)
    assert add_working(start, 60, zone=MEXICO, holidays=()) == at(18, 10)


def test_a_change_of_hour_is_no_working_hour():
    """On Sunday 1 November 2026 Tijuana sets its clocks back; Friday's hours and Monday's are eight each."""
    friday = datetime(2026, 10, 30, 8, 0, tzinfo=TIJUANA)
    assert add_working(friday, 960, zone=TIJUANA, holidays=()) == at(2, 16, zone=TIJUANA)


def test_time_only_goes_on():
    with pytest.raises(ValueError, match="-1"):
        add_working(at(18), -1, zone=MEXICO, holidays=())


def test_working_days():
    assert not is_working_day(date(2026, 11, 16), REST)
    assert not is_working_day(date(2026, 11, 14), REST)
    assert next_working_day(date(2026, 11, 13), REST) == date(2026, 11, 17)
