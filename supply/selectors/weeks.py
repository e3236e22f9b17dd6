"""What the pages of the week read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Count, F, Max, Min, Q, QuerySet

from delegations.charts.categories import CATEGORIES
from delegations.models import Person
from supply.models import LineKind, ReportState, WeeklyLine, WeeklyReport
from supply.models.weekly_line import Category
from supply.weeks import IsoWeek

_SEVERITY = {code: rank for rank, code in enumerate(CATEGORIES)}
_CALM = len(_SEVERITY)


@dataclass(frozen=True)
class Reporting:
    """How many units are expected, and how far they are; warehouses of delegations are not counted."""

    expected: int
    signed: int
    on_time: int
    validated: int
    observed: int
    late: int

    @property
    def percent(self) -> float | None:
        """Share that signed, 0–100; None when nobody was expected."""
        return 100 * self.signed / self.expected if self.expected else None

    @property
    def percent_on_time(self) -> float | None:
        """Share of the expected that signed by their deadline, 0–100; None when nobody was expected."""
        return 100 * self.on_time / self.expected if self.expected else None


def reporting(reports: QuerySet[WeeklyReport], now: datetime) -> Reporting:
    """Counts over the reports given, in one query."""
    is_signed = Q(signed_at__isnull=False)
    counts = reports.order_by().aggregate(
        expected=Count("unit"),
        signed=Count("unit", filter=is_signed),
        on_time=Count("unit", filter=is_signed & Q(signed_at__lte=F("due_at"))),
        validated=Count("unit", filter=Q(state=ReportState.VALIDATED)),
        observed=Count("unit", filter=Q(state=ReportState.OBSERVED)),
        late=Count("unit", filter=Q(state=ReportState.DRAFT, due_at__lt=now)),
    )
    return Reporting(**counts)


def known_weeks(person: Person) -> list[IsoWeek]:
    """The weeks that have a report this person sees, newest first (gaps included)."""
    ends = WeeklyReport.objects.visible_to(person).order_by().aggregate(first=Min("week"), last=Max("week"))
    if ends["first"] is None:
        return []
    return IsoWeek.of(ends["first"]).until(IsoWeek.of(ends["last"]))[::-1]


@dataclass
class Told:
    """The lines of one report as a reader needs them: what calls for a look first, the rest folded."""

    lines: tuple[WeeklyLine, ...]

    @cached_property
    def differences(self) -> list[WeeklyLine]:
        """Out, critical, adjusted, denied, expired: worst first."""
        return sorted((line for line in self.lines if calls_for_a_look(line)), key=severity)

    @cached_property
    def normal(self) -> list[WeeklyLine]:
        return [line for line in self.lines if not calls_for_a_look(line)]

    @cached_property
    def counts(self) -> dict[str, int]:
        """Assorted drugs by category."""
        return {code: sum(line.category == code for line in self.lines) for code in CATEGORIES}

    @cached_property
    def totals(self) -> dict[str, int]:
        names = ("opening", "received", "dispensed", "adjusted", "expired", "closing", "usable", "denied", "presented")
        return {name: sum(getattr(line, name) for line in self.lines) for name in names}


def calls_for_a_look(line: WeeklyLine) -> bool:
    """Whether the person who signs should read this line."""
    is_short = line.category in (Category.OUT, Category.CRITICAL)
    return bool(is_short or line.adjusted or line.denied or line.partly_filled or line.expired)


def severity(line: WeeklyLine) -> tuple[int, int, int]:
    """Sorts the worst first: by category, then by what was denied, then by what was adjusted."""
    return (_SEVERITY.get(line.category or "", _CALM), -line.denied, -abs(line.adjusted))


def told(report: WeeklyReport, kind: str) -> Told:
    """The report's lines of one kind of place, by drug."""
    lines = report.lines.filter(place_kind=kind).select_related("drug")
    return Told(tuple(lines.order_by("drug__generic_name", "drug__code", "drug_id")))


def kinds_of(report: WeeklyReport) -> list[str]:
    """The kinds of place the report tells of, the whole first."""
    found = set(report.lines.order_by().values_list("place_kind", flat=True).distinct())
    order: Iterable[str] = (LineKind.WHOLE, LineKind.PHARMACY, LineKind.MIXING_CENTRE, LineKind.WAREHOUSE)
    return [kind for kind in order if kind in found]


def neighbours(report: WeeklyReport) -> tuple[WeeklyReport | None, WeeklyReport | None]:
    """The same owner's report before and after this one."""
    owner = Q(unit=report.unit_id) if report.unit_id is not None else Q(unit__isnull=True)
    same = WeeklyReport.objects.filter(owner, delegation_id=report.delegation_id)
    before = same.filter(week__lt=report.week).order_by("-week").first()
    after = same.filter(week__gt=report.week).order_by("week").first()
    return before, after
