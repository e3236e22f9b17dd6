"""The sessions of one hospital in one week, day by day, with their answers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from delegations.models import Person, Unit
from pediatric_platform.models import Session, SessionState
from pediatric_platform.reach import MISSING
from pediatric_platform.selectors.sessions import DatedSession, answered, standing
from supply.weeks import IsoWeek


@dataclass(frozen=True, slots=True)
class DayOfWeek:
    """`shown` are the sessions that the filter lets through, `all` how many there are."""

    day: date
    shown: list[DatedSession]
    all: int

    @property
    def to_give(self) -> list[DatedSession]:
        return [dated for dated in self.shown if dated.session.state == SessionState.PLANNED]

    @property
    def given(self) -> list[DatedSession]:
        return [dated for dated in self.shown if dated.session.state == SessionState.GIVEN]


@dataclass(frozen=True, slots=True)
class CalendarWeek:
    days: list[DayOfWeek]
    counts: Counter[int]

    @property
    def sessions(self) -> int:
        return sum(day.all for day in self.days)

    def opens_on(self, today: date) -> date:
        """The day that a phone shows first: today, else the first one that shows a session."""
        days = [of_day.day for of_day in self.days]
        return today if today in days else next((one.day for one in self.days if one.shown), days[0])

    @property
    def missing(self) -> int:
        return self.counts[MISSING]


def calendar_week(person: Person, unit: Unit, week: IsoWeek, *, rank: int | None = None, inn: str = "") -> CalendarWeek:
    """Sessions still to be given and those given that week; `rank` and `inn` filter what is shown."""
    first = week.monday
    seen = Session.objects.visible_to(person).filter(unit=unit)
    whole = seen.between(first, first + timedelta(days=6))
    rows = whole.filter(pk__in=standing(whole).values("pk")) | whole.filter(state=SessionState.GIVEN)
    found = answered(rows.order_by("on", "plan__child__first_surname", "plan__child__given_names", "pk"))
    by_day: dict[date, list[DatedSession]] = {first + timedelta(days=n): [] for n in range(7)}
    for dated in found:
        by_day[dated.session.on].append(dated)
    return CalendarWeek(
        [
            DayOfWeek(day, [one for one in of_day if _matches(one, rank, inn)], len(of_day))
            for day, of_day in by_day.items()
        ],
        Counter(dated.rank for dated in found if dated.rank is not None),
    )


def _matches(dated: DatedSession, rank: int | None, inn: str) -> bool:
    if rank is not None and dated.rank != rank:
        return False
    return not inn or any(dose.inn == inn and dose.state != "omitted" for dose in dated.doses)
