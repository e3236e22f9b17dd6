"""Who has more than they need themselves, nearest first?"""

from __future__ import annotations

from pediatric_platform.checklist.line import NO, YES, Line
from pediatric_platform.checklist.world import World, distance_km


def answer(world: World) -> Line:
    """Each line is as old as what that hospital last told; the answer as a whole is as old as the oldest of them."""
    rows = []
    for one in world.spare:
        told = world.told_by_unit.get(one.unit_id)
        rows.append(
            {
                "unit": one.unit_id,
                "clues": one.clues,
                "name": one.unit,
                "delegation": one.delegation_id,
                "delegation_name": one.delegation,
                "place": one.place,
                "pieces": one.surplus,
                "usable": one.usable,
                "required": one.required,
                "cpm": None if one.cpm is None else round(one.cpm, 1),
                "km": distance_km(world.asked.unit, one),
                "data_at": None if told is None else told.isoformat(),
            }
        )
    told_of = [world.told_by_unit[one.unit_id] for one in world.spare if one.unit_id in world.told_by_unit]
    return Line(
        "neighbours",
        YES if rows else NO,
        sum(one.surplus for one in world.spare),
        min(told_of, default=world.read_at if not rows else None),
        rows,
    )
