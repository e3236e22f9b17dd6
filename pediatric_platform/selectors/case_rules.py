"""The rules of the clock of cases as its arithmetic reads them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from delegations.selectors.holidays import rest_days
from pediatric_platform.case_clock import Rules, SeverityLine, Span
from pediatric_platform.models import CaseClock, SeverityRule

# No clock is longer than a few working weeks; the days of rest of so much time matter to it.
AHEAD = timedelta(days=120)


def read_rules() -> Rules:
    """Two queries."""
    lines = SeverityRule.objects.values_list("severity", "dose_within_days", "contact_minutes", "counted")
    return Rules(
        lines=tuple(SeverityLine(*row) for row in lines.order_by("severity")),
        spans={
            (row.severity, row.level): Span(row.minutes, row.remind_minutes, row.counted)
            for row in CaseClock.objects.all()
        },
    )


def days_of_rest(moment: datetime) -> Collection[date]:
    """Those that a clock started at `moment` may meet."""
    day = moment.date()
    return rest_days(day - timedelta(days=1), day + AHEAD)
