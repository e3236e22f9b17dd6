"""How far coverage looks ahead, and after how long silence it stops claiming to know. Pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

# From today on, today and the last day included.
COVERAGE_DAYS = 28
# A unit whose newest fact is older than this is not known about.
STALE_DAYS = 3


def last_day(today: date) -> date:
    """The last day whose packages are answered."""
    return today + timedelta(days=COVERAGE_DAYS)


def local_day(now: datetime, time_zone: str) -> date:
    """The calendar day of a moment where a unit stands."""
    return now.astimezone(ZoneInfo(time_zone)).date()
