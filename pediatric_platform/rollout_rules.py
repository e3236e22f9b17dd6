"""Arithmetic of the roll-out, apart from the database: how a hospital stands, how milestones are spaced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pediatric_platform.models.rollout import MilestoneKind

ORDER = tuple(MilestoneKind)
# The data say of these whether they are reached; nobody else does.
MEASURED = frozenset({MilestoneKind.FIRST_CHILD, MilestoneKind.ALL_CHILDREN})
# How long before its day an owner is reminded, and how often after it.
REMIND_BEFORE = timedelta(days=7)
REMIND_AGAIN = timedelta(days=7)
# So late, it is no longer only its owner's.
TELL_ABOVE_AFTER = timedelta(days=14)


class Standing(models.TextChoices):
    """How a hospital stands, what blocks it first."""

    BLOCKED = "blocked", _("Detenido")
    LATE = "late", _("Vencido")
    UNPLANNED = "unplanned", _("Sin plan completo")
    ON_TIME = "on_time", _("En tiempo")
    DONE = "done", _("Verificado")


RANKS = {standing: rank for rank, standing in enumerate(Standing)}
# As the charts show each: by mark and hue (delegations/charts/categories.py).
CATEGORIES = {
    Standing.BLOCKED: "out",
    Standing.LATE: "critical",
    Standing.UNPLANNED: "low",
    Standing.ON_TIME: "adequate",
    Standing.DONE: "high",
}
MAP_WORDS: dict[str, str | Promise] = {
    **{CATEGORIES[standing]: standing.label for standing in Standing},
    "none": _("Sin hospitales"),
}


def standing_of(*, planned: int, done: int, blocked: bool, next_due: date | None, today: date) -> Standing:
    """From its milestones: how many have owner and date, how many are reached, and what is the matter with the rest."""
    if blocked:
        return Standing.BLOCKED
    if next_due is not None and next_due < today:
        return Standing.LATE
    if planned < len(ORDER):
        return Standing.UNPLANNED
    return Standing.DONE if done >= len(ORDER) else Standing.ON_TIME


def spaced(first: date, last: date, count: int) -> list[date]:
    """`count` days from `first` to `last`, evenly, never on a Saturday or Sunday, the last one on time."""
    if count == 1:
        return [_weekday(last)]
    step = (last - first).days / (count - 1)
    return [_weekday(first + timedelta(days=round(step * index))) for index in range(count)]


def _weekday(day: date) -> date:
    """The day, or the Friday before a Saturday or Sunday."""
    return day - timedelta(days=max(0, day.weekday() - 4))


@dataclass(frozen=True, slots=True)
class Use:
    """Sessions whose day came: written down the same day, later, or not at all."""

    same_day: int = 0
    later: int = 0
    unrecorded: int = 0

    @property
    def total(self) -> int:
        return self.same_day + self.later + self.unrecorded

    @property
    def share(self) -> float | None:
        """Per cent written down the same day; nothing where no day came."""
        return percent(self.same_day, self.total)

    def __add__(self, other: Use) -> Use:
        return Use(self.same_day + other.same_day, self.later + other.later, self.unrecorded + other.unrecorded)


@dataclass(frozen=True, slots=True)
class Staff:
    """How many must know the record and how many have shown that they do."""

    trained: int = 0
    people: int = 0

    @property
    def share(self) -> float | None:
        return percent(self.trained, self.people)

    def __add__(self, other: Staff) -> Staff:
        return Staff(self.trained + other.trained, self.people + other.people)


@dataclass(frozen=True, slots=True)
class Registered:
    """Children in treatment on record, and the day of the first one ever, by the hospital's calendar."""

    active: int = 0
    first_on: date | None = None


def percent(part: int, whole: int) -> float | None:
    """A share in per cent; never one of nothing."""
    return part / whole * 100 if whole else None


def all_registered(registered: Registered, expected: int | None) -> bool:
    """Whether as many children are on record as the hospital says it treats."""
    return bool(expected) and registered.active >= (expected or 0)


def total(parts: Sequence[Use]) -> Use:
    return sum(parts, Use())
