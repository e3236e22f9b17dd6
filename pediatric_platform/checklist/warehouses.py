"""Is it in a warehouse of the delegation?"""

from __future__ import annotations

from pediatric_platform.checklist.line import NO, UNKNOWN, YES, Line
from pediatric_platform.checklist.shelf import by_place
from pediatric_platform.checklist.world import World


def answer(world: World) -> Line:
    of_delegation = [row for row in world.shelves if row.unit_id is None and row.drug_id == world.asked.drug.pk]
    rows = by_place(of_delegation, world.asked.day)
    pieces = sum(row["pieces"] for row in rows)
    told = world.told_by_warehouse
    return Line("warehouses", YES if pieces else UNKNOWN if told is None else NO, pieces, told, rows)
