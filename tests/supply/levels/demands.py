"""Demand that can be worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from supply.forecasting.lead import LeadDemand

TODAY = date(2026, 11, 16)
LEVELS = (0.05, 0.5, 0.95)


def day(after: int) -> date:
    return TODAY + timedelta(days=after)


def steady(
    per_day: float,
    *,
    spread: float = 0.0,
    dated: Sequence[tuple[date, int]] = (),
    lead_days: int = 10,
    review_days: int = 7,
    weeks: int = 13,
) -> LeadDemand:
    """So many pieces a day; in each cumulated sum, `spread` pieces less at 5 %, as many more at 95 %."""
    means = [7 * per_day * week for week in range(1, weeks + 1)]
    return LeadDemand(
        unit_id=1,
        drug_id=1,
        since=TODAY,
        basis="forecast",
        week="2026-W46",
        method="mean",
        levels=LEVELS,
        sums=[[max(0.0, mean - spread), mean, mean + spread] for mean in means],
        means=means,
        dated=dated,
        lead_days=lead_days,
        review_days=review_days,
        service_level=0.95,
    )


def nothing() -> LeadDemand:
    return LeadDemand(1, 1, TODAY, "none", "", "", (), (), ())
