"""Is it in the hospital itself, in another of its places than where it was asked for?"""

from __future__ import annotations

from pediatric_platform.checklist.line import NO, UNKNOWN, YES, Line
from pediatric_platform.checklist.shelf import by_place
from pediatric_platform.checklist.world import World


def answer(world: World) -> Line:
    """A hospital that never told anything of its stock is not known about: it has not «nothing»."""
    unit = world.asked.unit
    told = world.told_by_unit.get(unit.pk)
    here = [row for row in world.shelves if row.unit_id == unit.pk and row.drug_id == world.asked.drug.pk]
    rows = by_place(here, world.asked.day)
    pieces = sum(row["pieces"] for row in rows)
    return Line("in_unit", YES if pieces else UNKNOWN if told is None else NO, pieces, told, rows)
