"""Are there pieces that may not be used: recalled, in quarantine, expired?"""

from __future__ import annotations

from pediatric_platform.checklist.line import NO, UNKNOWN, YES, Line
from pediatric_platform.checklist.world import World


def answer(world: World) -> Line:
    """Yes means that pieces lie there and are held back: why there is nothing to give may be just that."""
    day = world.asked.day
    held = [row for row in world.shelves if row.drug_id == world.asked.drug.pk and not row.is_usable(day)]
    rows = [
        {
            "lot": row.lot_id,
            "number": row.lot,
            "place": row.place,
            "name": row.place_name,
            "pieces": row.pieces,
            "state": row.state if row.state != "usable" else "expired",
            "expires_on": row.expires_on.isoformat(),
        }
        for row in held
    ]
    told = world.told_by_unit.get(world.asked.unit.pk)
    verdict = YES if rows else NO if told is not None else UNKNOWN
    return Line("recalls", verdict, sum(row.pieces for row in held), told, rows)
