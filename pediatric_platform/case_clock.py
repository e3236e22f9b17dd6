"""The clock of a case: how grave it is, until when a level has it, who has it next, and when the session meets. Pure.

The minutes are data (`SeverityRule`, `CaseClock`); what is not told there gets the strictest answer, so that a table
that was not loaded never makes anybody wait. Waiting for somebody else stops no clock.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from delegations.working_time import add_working
from pediatric_platform.models.case_rules import Counted, Level, Severity


@dataclass(frozen=True, slots=True)
class SeverityLine:
    """A case is of `severity` when the dose that it endangers lies within so many days (None: any day)."""

    severity: int
    within: int | None
    contact_minutes: int
    counted: str


@dataclass(frozen=True, slots=True)
class Span:
    """How long a level has for a case, and after how long its owner is reminded."""

    minutes: int
    remind_minutes: int
    counted: str


@dataclass(frozen=True, slots=True)
class Rules:
    """What the tables say: severities from the gravest, spans by (severity, level)."""

    lines: Sequence[SeverityLine] = ()
    spans: Mapping[tuple[int, int], Span] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Clock:
    """When a level's owner is reminded, and when the level loses the case."""

    remind_at: datetime | None
    deadline_at: datetime


@dataclass(frozen=True, slots=True)
class Agenda:
    """When the session with the families meets: every Wednesday at 18:00 in Mexico City."""

    weekday: int = 2
    hour: int = 18
    zone: str = "America/Mexico_City"


STRICTEST = Span(minutes=240, remind_minutes=120, counted=Counted.ALWAYS)
STRICTEST_CONTACT = 60
# Somebody who lacks a medicine and does not say for which day may need it this week.
UNKNOWN_DAY = Severity.HIGH
WEDNESDAYS = Agenda()
# Working minutes: two days of the office.
ASK_AGAIN = 960


def severity_of(needed_on: date | None, today: date, rules: Rules) -> Severity:
    """How grave it is that a medicine for that day is missing; a day that has passed is the gravest."""
    if not rules.lines:
        return Severity.VITAL
    if needed_on is None:
        return UNKNOWN_DAY
    days = (needed_on - today).days
    for line in sorted(rules.lines, key=lambda row: row.severity):
        if line.within is None or days <= line.within:
            return Severity(line.severity)
    return Severity.LOW


def contact_by(rules: Rules, severity: int, start: datetime, *, zone: ZoneInfo, holidays: Collection[date]) -> datetime:
    """Until when somebody must have spoken with the family."""
    for line in rules.lines:
        if line.severity == severity:
            return later(start, line.contact_minutes, line.counted, zone=zone, holidays=holidays)
    return later(start, STRICTEST_CONTACT, Counted.ALWAYS, zone=zone, holidays=holidays)


def clock(
    rules: Rules, severity: int, level: int, start: datetime, *, zone: ZoneInfo, holidays: Collection[date]
) -> Clock:
    """The clock of a level that gets a case at `start`. At the last level it runs until the session meets."""
    if level == Level.SESSION:
        return Clock(None, session_at(agenda_day(start)))
    span = rules.spans.get((severity, level), STRICTEST)
    return Clock(
        later(start, span.remind_minutes, span.counted, zone=zone, holidays=holidays),
        later(start, span.minutes, span.counted, zone=zone, holidays=holidays),
    )


def later(start: datetime, minutes: int, counted: str, *, zone: ZoneInfo, holidays: Collection[date]) -> datetime:
    """So many minutes after `start`, all of them or only the working ones."""
    if counted == Counted.WORKING:
        return add_working(start, minutes, zone=zone, holidays=holidays)
    return start + timedelta(minutes=minutes)


def ask_again_at(start: datetime, *, zone: ZoneInfo, holidays: Collection[date]) -> datetime:
    """When a family that was asked whether it is solved, and did not say, is asked again."""
    return add_working(start, ASK_AGAIN, zone=zone, holidays=holidays)


def next_level(level: int, *, is_umae: bool) -> Level:
    """Who gets the case when a level has let its time pass; a UMAE answers to central office."""
    if level == Level.UNIT:
        return Level.CENTRAL if is_umae else Level.DELEGATION
    return Level.CENTRAL if level == Level.DELEGATION else Level.SESSION


def agenda_day(moment: datetime, agenda: Agenda = WEDNESDAYS) -> date:
    """The day of the next session that has not begun at `moment`."""
    day = moment.astimezone(ZoneInfo(agenda.zone)).date()
    day += timedelta(days=(agenda.weekday - day.weekday()) % 7)
    return day if session_at(day, agenda) > moment else day + timedelta(days=7)


def session_at(day: date, agenda: Agenda = WEDNESDAYS) -> datetime:
    """When the session of a day begins."""
    return datetime.combine(day, time(agenda.hour), tzinfo=ZoneInfo(agenda.zone))
