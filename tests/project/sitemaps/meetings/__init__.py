"""Addresses of meetings, area by area."""

from __future__ import annotations

from tests.project.route import Route
from tests.project.sitemaps.meetings import (
    agenda,
    agreements,
    families,
    minutes,
    presence,
    reviews,
    series,
)

ROUTES: dict[str, Route] = {
    **series.ROUTES,
    **presence.ROUTES,
    **agenda.ROUTES,
    **reviews.ROUTES,
    **agreements.ROUTES,
    **minutes.ROUTES,
    **families.ROUTES,
}
