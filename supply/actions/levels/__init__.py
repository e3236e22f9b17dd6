"""Levels of stock as computed, and lines of the worklist put off."""

from supply.actions.levels.plan_units import plan_units
from supply.actions.levels.put_off import bring_back, put_off

__all__ = ["bring_back", "plan_units", "put_off"]
