"""By when a family is told whether what is missing will be there. Pure.

One working day after it was found, at the same hour (rounded up to the whole one, and brought into 8:00-16:00, when
somebody is there to say it), or 12:00 of the day before the session, whichever is first. Working days are those of
every clock (`delegations.working_time`); whoever calls gives the days of rest. What is found too late for that has no
time left: whoever answers is called at once.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from delegations.working_time import CLOSES, OPENS, next_working_day


@dataclass(frozen=True, slots=True)
class Deadline:
    """`at`: by when. `is_late`: found so late that no time is left. `is_over`: the moment has passed."""

    at: datetime
    is_late: bool
    is_over: bool


def deadline(*, found: datetime, needed_on: date, now: datetime, holidays: Collection[date]) -> Deadline:
    """The moment by which the family is told; `found` and `now` in the hospital's zone."""
    next_day = next_working_day(found.date(), holidays)
    same_hour = datetime.combine(next_day, found.timetz())
    if same_hour.minute or same_hour.second or same_hour.microsecond:
        same_hour = same_hour.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    same_hour = _in_office_hours(same_hour, next_day)
    noon_before = datetime.combine(needed_on - timedelta(days=1), time(12), tzinfo=found.tzinfo)
    at = min(same_hour, noon_before)
    return Deadline(at, is_late=at <= found, is_over=at <= now)


def _in_office_hours(moment: datetime, day: date) -> datetime:
    first, last = (datetime.combine(day, time(hour), tzinfo=moment.tzinfo) for hour in (OPENS, CLOSES))
    return min(max(moment, first), last)
