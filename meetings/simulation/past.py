"""The meetings that were: on the days that each series gives, with the country's days of rest."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from delegations.selectors.holidays import rest_days
from meetings.figures.places import closed_week
from meetings.models import Meeting, MeetingState, Series
from meetings.schedule import MARGIN, days_of, starts_at
from meetings.simulation.ground import Ground

WEEKLY, NATIONAL = 8, 2
CALLED_BEFORE = timedelta(days=7)
# Over for so long that its minutes may be on their way.
OVER = timedelta(hours=2)


@dataclass
class Turns:
    """A series' own turns, counted as far back as one likes."""

    anchor_on: date
    every_weeks: int
    rest_rule: str


def past_meetings(ground: Ground) -> list[Meeting]:
    """So many of each series as there were people to call, numbered from one; not begun yet."""
    rows = [*_past(ground, ground.weekly, WEEKLY), *_past(ground, ground.national, NATIONAL)]
    Meeting.objects.bulk_create(rows)
    return rows


def _past(ground: Ground, series: Series, most: int) -> list[Meeting]:
    step = timedelta(weeks=series.every_weeks)
    turns = Turns(series.anchor_on - step * 200, series.every_weeks, series.rest_rule)
    first = max(ground.since, ground.today - step * (most + 2))
    slots = days_of(turns, first, ground.today, rest_days(first - MARGIN, ground.today + MARGIN))
    starts = [(slot.planned_on, starts_at(slot.on, series.starts_at, series.zone)) for slot in slots if slot.on]
    length = timedelta(minutes=series.minutes) + OVER
    held = [(planned_on, at) for planned_on, at in starts if at + length < ground.now][-most:]
    return [_meeting(ground, series, number, *turn) for number, turn in enumerate(held, start=1)]


def _meeting(ground: Ground, series: Series, number: int, planned_on: date, at: datetime) -> Meeting:
    week = closed_week(at)
    return Meeting(
        series=series,
        number=number,
        planned_on=planned_on,
        starts_at=at,
        minutes=series.minutes,
        place=series.place,
        video_link=series.video_link,
        state=MeetingState.PLANNED,
        week=week.monday if week else None,
        chair=ground.chair,
        secretary=ground.secretary,
        presence_key=secrets.token_urlsafe(32),
        called_at=at - CALLED_BEFORE,
        is_simulated=True,
    )
