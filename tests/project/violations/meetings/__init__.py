"""Rules of meetings, area by area."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.factories.two_sides import Side
from tests.project.violations.meetings import (
    agenda,
    agreements,
    families,
    minutes,
    presence,
    reviews,
    series,
)

VIOLATIONS: dict[str, Callable[[Side], Any]] = {
    **series.VIOLATIONS,
    **presence.VIOLATIONS,
    **agenda.VIOLATIONS,
    **reviews.VIOLATIONS,
    **agreements.VIOLATIONS,
    **minutes.VIOLATIONS,
    **families.VIOLATIONS,
}
