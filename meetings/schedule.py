"""On which days a series meets: its weekday, every so many weeks, and what becomes of a day of rest. Pure.

Who calls gives the days of rest (`delegations.selectors.holidays.rest_days`), some weeks wider than the days asked for.
A meeting that a day of rest moves never reaches the day of another of the same series: then it is not held.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

from delegations.working_time import is_working_day, next_working_day

ONE_DAY = timedelta(days=1)
# How far around the days asked for the days of rest must be known.
MARGIN = timedelta(days=21)

# As `meetings.models.RestRule` keeps them.
NEXT, BEFORE, SKIP, KEEP = "next", "before", "skip", "keep"


class Why(StrEnum):
    """Why a meeting is not on the day that its series gives, or not at all."""

    ON_ITS_DAY = ""
    MOVED = "moved"
    SKIPPED = "skipped"
    NO_ROOM = "no_room"


class Facts(Protocol):
    """What a series says of its days."""

    anchor_on: date
    every_weeks: int
    rest_rule: str


@dataclass(frozen=True, slots=True)
class Slot:
    """One turn of a series: the day it gives, and the day on which they meet; None: they do not."""

    planned_on: date
    on: date | None
    why: Why = Why.ON_ITS_DAY


def days_of(series: Facts, first: date, last: date, rest: Collection[date]) -> list[Slot]:
    """The turns of a series whose own day lies between two days, both included."""
    step = timedelta(weeks=series.every_weeks)
    begun = max(0, -((series.anchor_on - first) // step))  # whole turns from the anchor on, rounded up
    day = series.anchor_on + begun * step
    slots = []
    while day <= last:
        slots.append(_slot(day, step, series.rest_rule, rest))
        day += step
    return slots


def _slot(day: date, step: timedelta, rule: str, rest: Collection[date]) -> Slot:
    if day not in rest or rule == KEEP:
        return Slot(day, day)
    if rule == SKIP:
        return Slot(day, None, Why.SKIPPED)
    on = next_working_day(day, rest) if rule == NEXT else _working_day_before(day, rest)
    if abs(on - day) >= step:
        return Slot(day, None, Why.NO_ROOM)
    return Slot(day, on, Why.MOVED)


def _working_day_before(day: date, rest: Collection[date]) -> date:
    earlier = day - ONE_DAY
    while not is_working_day(earlier, rest):
        earlier -= ONE_DAY
    return earlier


def starts_at(on: date, at: time, zone: ZoneInfo) -> datetime:
    """The moment at which a clock there shows that hour of that day; an hour that the clocks leave out is the one
    after the change.
    """
    return datetime.combine(on, at, tzinfo=zone).astimezone(UTC)


def closed_week(on: date) -> date:
    """The Monday of the last ISO week that was over on a day: whose figures are looked at."""
    return on - timedelta(days=on.weekday() + 7)
