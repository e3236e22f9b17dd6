"""Is there another strength or pack of the same ingredient, in the hospital or its delegation's warehouse?"""

from __future__ import annotations

from pediatric_platform.checklist.line import NO, UNKNOWN, YES, Line
from pediatric_platform.checklist.shelf import by_place
from pediatric_platform.checklist.world import World


def answer(world: World) -> Line:
    """Whether it may stand in for what was prescribed is the clinician's to say."""
    unit = world.asked.unit
    rows = []
    for drug in world.equivalents:
        shelves = [row for row in world.shelves if row.drug_id == drug.pk]
        here = by_place((row for row in shelves if row.unit_id == unit.pk), world.asked.day)
        above = by_place((row for row in shelves if row.unit_id is None), world.asked.day)
        in_unit, in_warehouse = (sum(row["pieces"] for row in places) for places in (here, above))
        if in_unit or in_warehouse:
            place = (here or above)[0]["place"]
            rows.append({"drug": drug.pk, "in_unit": in_unit, "in_warehouse": in_warehouse, "place": place})
    told = world.told_by_unit.get(unit.pk)
    verdict = YES if rows else NO if told is not None or not world.equivalents else UNKNOWN
    return Line("equivalents", verdict, sum(row["in_unit"] + row["in_warehouse"] for row in rows), told, rows)
