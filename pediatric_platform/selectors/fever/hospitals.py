"""The hospitals whose golden hours a person sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from delegations.models import Person, Unit
from pediatric_platform.clinical import units_of
from pediatric_platform.golden_hour import Clock, Level, clock_of
from pediatric_platform.models import Child, ChildState, FeverEpisode, FeverState
from pediatric_platform.selectors.fever.board import IN_SIGHT

_RANK = (Level.LATE, Level.URGENT, Level.MISSING, Level.SOON, Level.TIME, Level.COMING)


@dataclass(frozen=True, slots=True)
class HospitalHour:
    """A hospital, how many are coming and how many wait for the antibiotic, and the clock that presses most."""

    unit: Unit
    coming: int
    here: int
    late: int
    worst: Clock | None


def hospitals_of(person: Person, now: datetime) -> Sequence[HospitalHour]:
    """Those with a running episode, the most pressing first. Two queries."""
    clocks: dict[int, list[tuple[str, Clock]]] = {}
    rows = FeverEpisode.objects.running().filter(unit__in=units_of(person))
    for row in rows.only("unit_id", "state", "arrived_at", "deadline_at", "prealert_at", "opened_at"):
        clock = clock_of(
            arrived_at=row.arrived_at,
            deadline_at=row.deadline_at,
            antibiotic_at=None,
            expected_since=row.prealert_at or row.opened_at,
            now=now,
        )
        clocks.setdefault(row.unit_id, []).append((row.state, clock))
    units = Unit.objects.filter(pk__in=clocks).select_related("delegation")
    found = [_of(unit, clocks[unit.pk]) for unit in units]
    return sorted(found, key=lambda one: (_press(one.worst), one.unit.name))


def boards_of(person: Person, *, most: int = 40) -> Sequence[Unit]:
    """The hospitals with children in treatment whose board the person may open, whether anything runs there or not."""
    treats = Child.objects.filter(unit=OuterRef("pk"), state=ChildState.ACTIVE)
    units = units_of(person).open_on(timezone.localdate()).filter(Exists(treats))
    return list(units.select_related("delegation").order_by("delegation__name", "name")[:most])


def _of(unit: Unit, clocks: list[tuple[str, Clock]]) -> HospitalHour:
    return HospitalHour(
        unit=unit,
        coming=sum(state == FeverState.COMING for state, _clock in clocks),
        here=sum(state == FeverState.HERE for state, _clock in clocks),
        late=sum(clock.level == Level.LATE for _state, clock in clocks),
        worst=min((clock for _state, clock in clocks), key=_press),
    )


def _press(clock: Clock | None) -> tuple[int, timedelta]:
    if clock is None:
        return len(_RANK), timedelta(0)
    return _RANK.index(clock.level), clock.left if clock.left is not None else IN_SIGHT
