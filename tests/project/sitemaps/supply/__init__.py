"""Addresses of replenishment, area by area."""

from __future__ import annotations

from tests.project.route import Route
from tests.project.sitemaps.supply import (
    forecasting,
    levels,
    loans,
    performance,
    purchasing,
    recalls,
    redistribution,
    requisitions,
)

ROUTES: dict[str, Route] = {
    **forecasting.ROUTES,
    **levels.ROUTES,
    **redistribution.ROUTES,
    **requisitions.ROUTES,
    **loans.ROUTES,
    **purchasing.ROUTES,
    **performance.ROUTES,
    **recalls.ROUTES,
}
