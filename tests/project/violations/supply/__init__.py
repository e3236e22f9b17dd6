"""Rules of replenishment, area by area."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.factories.two_sides import Side
from tests.project.violations.supply import (
    forecasting,
    levels,
    loans,
    performance,
    purchasing,
    recalls,
    redistribution,
    requisitions,
)

VIOLATIONS: dict[str, Callable[[Side], Any]] = {
    **forecasting.VIOLATIONS,
    **levels.VIOLATIONS,
    **redistribution.VIOLATIONS,
    **requisitions.VIOLATIONS,
    **loans.VIOLATIONS,
    **purchasing.VIOLATIONS,
    **performance.VIOLATIONS,
    **recalls.VIOLATIONS,
}
