from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from pediatric_platform.case_clock import (
    Rules,
    SeverityLine,
    Span,
    agenda_day,
    clock,
    contact_by,
    next_level,
    session_at,
    severity_of,
)
from pediatric_platform.models import Level, Severity

ZONE = ZoneInfo("America/Mexico_City")
RULES = Rules(
    lines=(SeverityLine(1, 2, 60, "always"), SeverityLine(2, 7, 240, "working"), SeverityLine(4, None, 480, "working")),
    spans={(1, 1): Span(240, 120, "always"), (2, 1): Span(480, 240, "working")},
)
MONDAY = datetime(2026, 11, 23, 9, tzinfo=ZONE)


@pytest.mark.parametrize(("days", "severity"), [(-1, 1), (2, 1), (3, 2), (7, 2), (8, 4)])
def test_the_nearer_the_graver(days, severity):
    needed_on = date.fromordinal(date(2026, 11, 23).toordinal() + days)
    assert severity_of(needed_on, date(2026, 11, 23), RULES) == severity


def test_what_is_not_in_the_tables_is_the_strictest():
    assert severity_of(date(2027, 1, 1), date(2026, 11, 23), Rules()) == Severity.VITAL
    assert clock(Rules(), 4, 1, MONDAY, zone=ZONE, holidays=()).deadline_at == MONDAY.replace(hour=13)
    assert contact_by(Rules(), 4, MONDAY, zone=ZONE, holidays=()) == MONDAY.replace(hour=10)


def test_all_minutes_or_the_working_ones():
    friday = datetime(2026, 11, 20, 15, tzinfo=ZONE)
    assert clock(RULES, 1, 1, friday, zone=ZONE, holidays=()).deadline_at == friday.replace(hour=19)
    assert clock(RULES, 2, 1, friday, zone=ZONE, holidays=()).deadline_at == datetime(2026, 11, 23, 15, tzinfo=ZONE)
    assert clock(RULES, 2, 1, friday, zone=ZONE, holidays=()).remind_at == datetime(2026, 11, 23, 11, tzinfo=ZONE)


def test_who_is_next():
    assert [next_level(level, is_umae=False) for level in (1, 2, 3, 4)] == [2, 3, 4, 4]
    assert [next_level(level, is_umae=True) for level in (1, 3, 4)] == [Level.CENTRAL, 4, 4]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 23, 9, tzinfo=ZONE), date(2026, 11, 25)),
        (datetime(2026, 11, 25, 17, 59, tzinfo=ZONE), date(2026, 11, 25)),
        (datetime(2026, 11, 25, 18, 0, tzinfo=ZONE), date(2026, 12, 2)),
        # Wednesday 16:30 in Tijuana is 18:30 in Mexico City: the session has begun.
        (datetime(2026, 11, 25, 16, 30, tzinfo=ZoneInfo("America/Tijuana")), date(2026, 12, 2)),
    ],
)
def test_the_session_is_on_wednesdays_at_six(moment, day):
    assert agenda_day(moment) == day
    assert session_at(day) == datetime(day.year, day.month, day.day, 18, tzinfo=ZONE)
