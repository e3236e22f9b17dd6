"""Is it on its way, to the hospital or to the warehouse that serves it?"""

from __future__ import annotations

from pediatric_platform.checklist.line import NO, YES, Line
from pediatric_platform.checklist.world import World


def answer(world: World) -> Line:
    """Transfers stand in the ledger of whoever sent them: that none is there is known."""
    needed = world.asked.needed_on
    rows = [
        {
            "transfer": one.transfer_id,
            "from": one.from_place,
            "to": one.to_place,
            "to_unit": one.to_unit_id == world.asked.unit.pk,
            "pieces": one.pieces,
            "on": one.on.isoformat(),
            "certainty": one.certainty,
            "in_time": None if needed is None else one.on <= needed,
        }
        for one in world.coming
    ]
    return Line("in_transit", YES if rows else NO, sum(one.pieces for one in world.coming), world.read_at, rows)
