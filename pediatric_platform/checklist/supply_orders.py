"""Has it been ordered of a supplier, for the hospital or the warehouse that serves it, and when may it come?"""

from __future__ import annotations

from pediatric_platform.checklist.line import NO, UNKNOWN, YES, Line
from pediatric_platform.checklist.world import World


def answer(world: World) -> Line:
    """An order is no arrival: each says by when it is likely there, or that it cannot be said. Where nobody has told
    of any order for long, nothing is known."""
    needed, day = world.asked.needed_on, world.asked.day
    rows = [
        {
            "order": one.order_id,
            "number": one.number,
            "supplier": one.supplier,
            "to": one.to_place,
            "to_unit": one.to_unit_id == world.asked.unit.pk,
            "pieces": one.pieces,
            "deadline": one.deadline_on.isoformat(),
            "late_days": max(0, (day - one.deadline_on).days),
            "on": None if one.expected_on is None else one.expected_on.isoformat(),
            "percent": one.percent,
            "in_time": None if needed is None or one.expected_on is None else one.expected_on <= needed,
        }
        for one in world.ordered
    ]
    told = world.told_of_orders
    verdict = YES if rows else NO if told is not None else UNKNOWN
    return Line("supply_orders", verdict, sum(one.pieces for one in world.ordered), told, rows)
