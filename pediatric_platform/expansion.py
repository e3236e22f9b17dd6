"""A regimen's phases, cycles and days as dated sessions. Pure, no ORM.

An oral drug on consecutive days is one dose, handed out on the first of them (at most 28 days at once); whatever is
injected is given day by day. Several lines on one day of a cycle are one session.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pediatric_platform.dosing import is_for_age
from pediatric_platform.regimen_shape import LineShape, PhaseShape, RegimenShape

LONGEST_SUPPLY = 28
ORAL = "PO"


@dataclass(frozen=True, slots=True)
class PlannedDose:
    """A line on a day: `days` it lasts and how often it is given in them."""

    line: LineShape
    days: int = 1

    @property
    def administrations(self) -> int:
        return self.line.per_day * self.days


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """A day of a cycle of a phase, numbered as the regimen numbers it, and what is given then."""

    phase_position: int
    phase_name: str
    cycle: int
    day: int
    on: date
    doses: tuple[PlannedDose, ...]

    @property
    def key(self) -> tuple[int, int, int]:
        """By which a plan knows the session, whatever day it is put on."""
        return self.phase_position, self.cycle, self.day


@dataclass(frozen=True, slots=True)
class PhaseDates:
    """When a phase runs: its first day and the last of its last cycle."""

    phase: PhaseShape
    first: date
    last: date


def timeline(shape: RegimenShape, first: date, from_phase: int = 1) -> list[PhaseDates]:
    """The phases from one on, each after the other."""
    dates = []
    for phase in sorted(shape.phases, key=lambda phase: phase.position):
        if phase.position >= from_phase:
            following = first + timedelta(days=phase.cycle_days * phase.cycles)
            dates.append(PhaseDates(phase, first, following - timedelta(days=1)))
            first = following
    return dates


def expand(
    shape: RegimenShape, first: date, from_phase: int = 1, until: date | None = None, *, born: date | None = None
) -> list[PlannedSession]:
    """Every session in order of its day; up to and including `until`. `born` None: lines of every age."""
    sessions: list[PlannedSession] = []
    for dates in timeline(shape, first, from_phase):
        if until is None or dates.first <= until:
            sessions.extend(_sessions_of(dates, until, born))
    return sorted(sessions, key=lambda session: (session.on, session.phase_position, session.cycle))


def first_day_number(phase: PhaseShape) -> int:
    """The number of a phase's first day: its origin, or, where days are counted on from the phase before (days 36 and
    64 of a phase of 29), its own first treatment day."""
    days = [day for line in phase.lines for day in line.days]
    earliest = min(days, default=phase.day_origin)
    return earliest if earliest - phase.day_origin >= phase.cycle_days else phase.day_origin


def runs(days: tuple[int, ...], longest: int = LONGEST_SUPPLY) -> Iterator[tuple[int, int]]:
    """Consecutive days as (first, how many), none longer than `longest`."""
    start = length = 0
    for day in sorted(days):
        if length and day == start + length and length < longest:
            length += 1
            continue
        if length:
            yield start, length
        start, length = day, 1
    if length:
        yield start, length


def _sessions_of(dates: PhaseDates, until: date | None, born: date | None) -> Iterator[PlannedSession]:
    phase = dates.phase
    origin = first_day_number(phase)
    lines = sorted(phase.lines, key=lambda line: line.position)
    # Without lines that depend on the age, each cycle is like the first.
    by_age = born is not None and any(line.from_age is not None or line.below_age is not None for line in lines)
    days = {} if by_age else _days_of(lines)
    for cycle in range(1, phase.cycles + 1):
        start = dates.first + timedelta(days=phase.cycle_days * (cycle - 1) - origin)
        if until is not None and start + timedelta(days=origin) > until:
            return
        for day, doses in (_days_of(lines, start, born) if by_age else days).items():
            on = start + timedelta(days=day)
            if until is None or on <= until:
                yield PlannedSession(phase.position, phase.name, cycle, day, on, tuple(doses))


def _days_of(
    lines: list[LineShape], start: date | None = None, born: date | None = None
) -> dict[int, list[PlannedDose]]:
    """What is given on which day of one cycle; `start` is the date of the day numbered 0."""
    days: dict[int, list[PlannedDose]] = {}
    for line in lines:
        numbers = line.days
        if start is not None and born is not None:
            numbers = tuple(day for day in numbers if is_for_age(line, born, start + timedelta(days=day)))
        if line.route == ORAL:
            for day, length in runs(numbers):
                days.setdefault(day, []).append(PlannedDose(line, length))
        else:
            for day in dict.fromkeys(numbers):
                days.setdefault(day, []).append(PlannedDose(line))
    return dict(sorted(days.items()))
