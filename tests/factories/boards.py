"""Weeks of reports made line by line and added up by the project's own actions: small enough to check by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from delegations.models import Delegation, Unit
from supply.actions.weeks import aggregate_country_week, aggregate_delegation_week
from supply.models import Drug, LineKind, ReportState, WeeklyLine, WeeklyReport
from supply.weeks import IsoWeek

DUE = datetime(2026, 11, 16, 20, tzinfo=UTC)
ON_TIME = datetime(2026, 11, 16, 12, tzinfo=UTC)
LATE = datetime(2026, 11, 17, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Stood:
    """How a drug stood in a unit at the end of a week."""

    category: str | None
    usable: int
    denied: int = 0
    days_out: int = 0
    expiring_30: int = 0
    cpm: int = 30


def report(
    unit: Unit | None, week: IsoWeek, lines: Mapping[Drug, Stood], *, signed_at: datetime | None = ON_TIME,
    delegation: Delegation | None = None, state: str = "",
) -> WeeklyReport:  # fmt: skip
    """A report with one line a drug in its pharmacy and in the whole unit; unsigned where `signed_at` is None."""
    made = WeeklyReport.objects.create(
        delegation=delegation or unit.delegation,  # type: ignore[union-attr]
        unit=unit,
        week=week.monday,
        state=state or (ReportState.SIGNED if signed_at else ReportState.DRAFT),
        drafted_at=ON_TIME,
        due_at=DUE,
        signed_at=signed_at,
    )
    WeeklyLine.objects.bulk_create(
        WeeklyLine(report=made, drug=drug, place_kind=kind, **_columns(stood))
        for drug, stood in lines.items()
        for kind in (LineKind.PHARMACY, LineKind.WHOLE)
    )
    return made


def _columns(stood: Stood) -> dict[str, Any]:
    return {
        "assorted": stood.category is not None,
        "category": stood.category,
        "opening": stood.usable,
        "closing": stood.usable,
        "usable": stood.usable,
        "days_out": stood.days_out,
        "presented": stood.denied + 8,
        "filled": 8,
        "denied": stood.denied,
        "expiring_30": stood.expiring_30,
        "expiring_60": stood.expiring_30,
        "expiring_90": stood.expiring_30,
        "cpm_raw": stood.cpm,
        "cpm": stood.cpm,
        "cpm_basis": "window",
    }


def add_up(week: IsoWeek) -> None:
    """The week's cells of every delegation with reports, and the country's."""
    for delegation in Delegation.objects.filter(weekly_reports__week=week.monday).distinct():
        aggregate_delegation_week(delegation=delegation, week=week)
    aggregate_country_week(week=week)
