"""ISO weeks as a value: Monday to Sunday, cut at midnight of a place's own time zone. Pure, no ORM."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_FORM = re.compile(r"^(\d{4})-?W(\d{1,2})$", re.IGNORECASE)

# Room to reckon years back and forth from any week a person may name.
YEARS = range(2000, 2101)

# A report is due on the Monday after its week, at this local hour: a working value, nobody's rule.
DUE_HOUR = time(14, 0)


@dataclass(frozen=True, order=True)
class IsoWeek:
    """A week by ISO 8601, year and number; the year is the one its Thursday lies in."""

    year: int
    number: int

    def __post_init__(self) -> None:
        try:
            date.fromisocalendar(self.year, self.number, 1)
        except ValueError as error:
            raise ValueError(f"{self.year} has no week {self.number}") from error

    def __str__(self) -> str:
        return f"{self.year:04d}-W{self.number:02d}"

    @classmethod
    def parse(cls, text: str) -> IsoWeek:
        """From "2026-W46"; ValueError for anything else: week 53 of a 52-week year, years nobody reports of."""
        found = _FORM.match(text.strip())
        if not found or int(found[1]) not in YEARS:
            raise ValueError(f"{text!r} is not a week such as 2026-W46")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> IsoWeek:
        year, number, _weekday = day.isocalendar()
        return cls(year, number)

    @classmethod
    def last_complete(cls, now: datetime, zone: ZoneInfo) -> IsoWeek:
        """The newest week that is wholly over in the zone."""
        return cls.of(now.astimezone(zone).date()).previous()

    @property
    def monday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def days(self) -> list[date]:
        return [self.monday + timedelta(days=offset) for offset in range(7)]

    def previous(self, weeks: int = 1) -> IsoWeek:
        return IsoWeek.of(self.monday - timedelta(weeks=weeks))

    def next(self, weeks: int = 1) -> IsoWeek:
        return IsoWeek.of(self.monday + timedelta(weeks=weeks))

    def until(self, last: IsoWeek) -> list[IsoWeek]:
        """Every week from this one to `last`, both included; empty when `last` is earlier."""
        count = (last.monday - self.monday).days // 7 + 1
        return [self.next(offset) for offset in range(max(count, 0))]

    def starts_at(self, zone: ZoneInfo) -> datetime:
        return datetime.combine(self.monday, time.min, zone)

    def ends_at(self, zone: ZoneInfo) -> datetime:
        """The first moment after the week, in the zone (not 7 × 24 h later: clocks may change in between)."""
        return datetime.combine(self.sunday + timedelta(days=1), time.min, zone)

    def is_over(self, now: datetime, zone: ZoneInfo) -> bool:
        return now >= self.ends_at(zone)

    def due_at(self, zone: ZoneInfo) -> datetime:
        """When the signed report is due: Monday after the week, DUE_HOUR local."""
        return datetime.combine(self.sunday + timedelta(days=1), DUE_HOUR, zone)
