"""Rules of replenishment, area by area."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from supply.models import Step
from tests.factories.two_sides import Side
from tests.project.breaking import alter
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


def _step(side: Side) -> Step:
    return Step.objects.create(transfer_order=side.transfer_order, what="drafted")


VIOLATIONS: dict[str, Callable[[Side], Any]] = {
    **forecasting.VIOLATIONS,
    **levels.VIOLATIONS,
    **redistribution.VIOLATIONS,
    **requisitions.VIOLATIONS,
    **loans.VIOLATIONS,
    **purchasing.VIOLATIONS,
    **performance.VIOLATIONS,
    **recalls.VIOLATIONS,
    # The steps are of every area.
    "step_belongs_to_one_thing": lambda side: Step.objects.create(what="drafted"),
    "step_says_what": lambda side: Step.objects.create(transfer_order=side.transfer_order, what=""),
    "supply_step_is_append_only": lambda side: alter(_step(side), what="sent"),
}
