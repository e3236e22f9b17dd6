"""Rules that the database keeps of levels, each broken on purpose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from supply.models import WorkSnooze
from tests.factories.planning import WorkSnoozeFactory
from tests.factories.two_sides import Side
from tests.project.breaking import again, alter


def _snooze(side: Side) -> WorkSnooze:
    return WorkSnoozeFactory(unit=side.hospital, delegation=side.delegation)


VIOLATIONS: dict[str, Callable[[Side], Any]] = {
    "one_stock_plan_per_unit_and_drug": lambda side: again(side.plan_of_stock),
    "levels_stand_in_order": lambda side: alter(side.plan_of_stock, reorder=side.plan_of_stock.maximum + 1),
    "running_out_is_a_probability": lambda side: alter(side.plan_of_stock, runs_out_probability="1.5"),
    "what_expires_says_when": lambda side: alter(side.plan_of_stock, expiring=3),
    "snooze_has_a_reason": lambda side: alter(_snooze(side), reason=""),
}
