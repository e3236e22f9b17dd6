"""By when a family is told whether what is missing will be there. Pure.

One working day after it was found, at the same hour (rounded up to the whole one, and brought into 8:00-16:00, when
somebody is there to say it), or 12:00 of the day before the session, whichever is first. Working days are Monday to
Friday without the rest days of the Federal Labour Law, art. 74. What is found too late for that has no time left:
whoever answers is called at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

OFFICE_HOURS = (8, 16)


@dataclass(frozen=True, slots=True)
class Deadline:
    """`at`: by when. `is_late`: found so late that no time is left. `is_over`: the moment has passed."""

    at: datetime
    is_late: bool
    is_over: bool


def deadline(*, found: datetime, needed_on: date, now: datetime) -> Deadline:
    """The moment by which the family is told; `found` and `now` in the hospital's zone."""
    next_day = next_working_day(found.date())
    same_hour = datetime.combine(next_day, found.timetz())
    if same_hour.minute or same_hour.second or same_hour.microsecond:
        same_hour = same_hour.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    same_hour = _in_office_hours(same_hour, next_day)
    noon_before = datetime.combine(needed_on - timedelta(days=1), time(12), tzinfo=found.tzinfo)
    at = min(same_hour, noon_before)
    return Deadline(at, is_late=at <= found, is_over=at <= now)


def _in_office_hours(moment: datetime, day: date) -> datetime:
    first, last = (datetime.combine(day, time(hour), tzinfo=moment.tzinfo) for hour in OFFICE_HOURS)
    return min(max(moment, first), last)


def next_working_day(day: date) -> date:
    """The first working day after `day`."""
    later = day + timedelta(days=1)
    while not is_working_day(later):
        later += timedelta(days=1)
    return later


def is_working_day(day: date) -> bool:
    """Monday to Friday, and no day of rest by law."""
    return day.weekday() < 5 and day not in rest_days(day.year)


def rest_days(year: int) -> frozenset[date]:
    """Days of rest by the Federal Labour Law, art. 74; elections aside."""
    fixed = {date(year, 1, 1), date(year, 5, 1), date(year, 9, 16), date(year, 12, 25)}
    moved = {_monday(year, 2, 1), _monday(year, 3, 3), _monday(year, 11, 3)}
    # The day on which a new federal government begins, every six years.
    change = {date(year, 10, 1)} if year >= 2024 and (year - 2024) % 6 == 0 else set()
    return frozenset(fixed | moved | change)


def _monday(year: int, month: int, number: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(7 - first.weekday()) % 7 + 7 * (number - 1))
