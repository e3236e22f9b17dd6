"""Has it been ordered, and is the order late? The system keeps no supply orders, and says so."""

from __future__ import annotations

from pediatric_platform.checklist.line import UNKNOWN, Line
from pediatric_platform.checklist.world import World


def answer(world: World) -> Line:
    return Line("supply_orders", UNKNOWN)
