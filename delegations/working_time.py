"""Working time: hours of the office on working days, in a place's own zone. Pure.

A clock that counts working time stands still at night, on weekends and on days of rest; who calls gives those days
(`delegations.selectors.holidays`). What ends exactly when the office closes ends then, not the next morning.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

OPENS, CLOSES = 8, 16
ONE_DAY = timedelta(days=1)


def add_working(
    start: datetime,
    minutes: int,
    *,
    zone: ZoneInfo,
    holidays: Collection[date],
    opens: int = OPENS,
    closes: int = CLOSES,
) -> datetime:
    """The moment after so many working minutes from `start`, in the place's zone."""
    if minutes < 0:
        raise ValueError(f"{minutes} working minutes: time only goes on")
    left = timedelta(minutes=minutes)
    moment = start.astimezone(UTC)
    day = start.astimezone(zone).date()
    while True:
        if is_working_day(day, holidays):
            # Hours of the wall clock, counted as they really pass.
            first = datetime.combine(day, time(opens), tzinfo=zone).astimezone(UTC)
            last = datetime.combine(day, time(closes), tzinfo=zone).astimezone(UTC)
            begins = max(moment, first)
            if begins <= last and last - begins >= left and (left or begins < last):
                return (begins + left).astimezone(zone)
            left -= max(last - begins, timedelta())
        day += ONE_DAY


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    """Monday to Friday, and no day of rest."""
    return day.weekday() < 5 and day not in holidays


def next_working_day(day: date, holidays: Collection[date]) -> date:
    """The first working day after `day`."""
    later = day + ONE_DAY
    while not is_working_day(later, holidays):
        later += ONE_DAY
    return later
