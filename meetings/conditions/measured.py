"""What a condition's module answers, and how weeks that hold are counted. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from meetings.models import Condition, ConditionKind
from supply.weeks import IsoWeek

# Of these, less is better.
AT_MOST = frozenset({ConditionKind.CHILDREN_UNCOVERED})


@dataclass(frozen=True, slots=True)
class Measured:
    """What the data say of a condition now.

    `met`: None where they cannot say. `since`: from which day it holds without a break. `kept_on`: the day on which it
    had held for as long as agreed; None until then. `is_waiting`: the newest week's figures are not due yet, so that
    nothing may be held against anybody for want of them. `part` of `whole`: the counts behind a share.
    """

    met: bool | None = None
    value: Decimal | None = None
    data_as_of: datetime | None = None
    since: date | None = None
    kept_on: date | None = None
    is_waiting: bool = False
    part: int | None = None
    whole: int | None = None


NOTHING = Measured()


@dataclass(frozen=True, slots=True)
class WeekValue:
    """A closed week's figure. `value` None with `holds` True: there is stock and nobody asked for it."""

    value: Decimal | None
    holds: bool
    part: int | None = None
    whole: int | None = None


def satisfies(condition: Condition, value: Decimal) -> bool:
    assert condition.threshold is not None
    return value <= condition.threshold if condition.kind in AT_MOST else value >= condition.threshold


def is_worse(kind: str, value: Decimal, before: Decimal) -> bool:
    """Farther from what was agreed than it was."""
    return value > before if kind in AT_MOST else value < before


def weeks_to_read(conditions: list[Condition], now: datetime) -> list[date]:
    """Mondays of the weeks that any of the conditions may need: so many as the longest must hold, and a few before, so
    that the day it was kept is right even if nobody looked for some weeks.
    """
    most = max((condition.hold_weeks for condition in conditions), default=1)
    # The country's westernmost clock closes its week last; whoever is not there yet has nothing for that week.
    last = IsoWeek.of(now.astimezone(ZoneInfo("UTC")).date())
    return [last.previous(back).monday for back in range(most + 4)]


def of_weeks(
    condition: Condition, values: Mapping[date, WeekValue], *, zone: ZoneInfo, now: datetime, agreed_on: date
) -> Measured:
    """The newest closed week that has figures, and for how many running it has held since it was agreed.

    A week counts when it ended after the agreement was made. Until its report is due, a week without figures is passed
    over; from then on it is a week that says nothing.
    """
    last = IsoWeek.last_complete(now, zone)
    is_waiting = last.monday not in values and now < last.due_at(zone)
    newest = last.previous() if is_waiting else last
    found = values.get(newest.monday)
    if found is None:
        return Measured(is_waiting=is_waiting)
    running: list[IsoWeek] = []  # newest first
    week = newest
    while week.sunday >= agreed_on and (one := values.get(week.monday)) is not None and one.holds:
        running.append(week)
        week = week.previous()
    # Figures are those of a week's last day: that of the week which made it long enough is when it was kept.
    enough = len(running) >= condition.hold_weeks
    kept_on = running[-condition.hold_weeks].sunday if enough else None
    since = None
    if found.holds:
        since = running[-1].monday if running else newest.monday
        if condition.met and condition.met_since is not None:
            since = min(since, condition.met_since)
    return Measured(
        met=found.holds,
        value=found.value,
        data_as_of=newest.ends_at(zone),
        since=since,
        kept_on=kept_on,
        is_waiting=is_waiting,
        part=found.part,
        whole=found.whole,
    )


def of_fact(is_so: bool | None, on: date | None, *, now: datetime, agreed_on: date) -> Measured:
    """True or not, without a number: since the day it became so; kept no earlier than it was agreed."""
    if not is_so:
        return Measured(met=is_so, data_as_of=now)
    since = on or agreed_on
    return Measured(met=True, data_as_of=now, since=since, kept_on=max(since, agreed_on))
