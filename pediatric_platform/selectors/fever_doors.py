"""Which doors a family is shown when its child has fever: its own hospital's first, then those nearby that receive."""

from __future__ import annotations

from math import cos, radians

from delegations.models import Unit
from pediatric_platform.models import Child, FeverDoor

# Beside the hospital's own: a family in a hurry reads no list.
OTHERS_SHOWN = 2


def doors_of(child: Child) -> list[FeverDoor]:
    """Open doors, the child's own hospital's first and then the nearest of its delegation. One query."""
    own = child.unit
    rows = list(
        FeverDoor.objects.filter(is_open=True, unit__delegation=own.delegation_id)
        .filter(unit__in=Unit.objects.open_on(own.today()))
        .select_related("unit")
        .order_by("pk")
    )
    mine = [door for door in rows if door.unit_id == own.pk]
    others = [door for door in rows if door.unit_id != own.pk and _is_placed(door.unit, own)]
    return mine + sorted(others, key=lambda door: _far(door.unit, own))[:OTHERS_SHOWN]


def _is_placed(one: Unit, other: Unit) -> bool:
    return None not in (one.latitude, one.longitude, other.latitude, other.longitude)


def _far(one: Unit, other: Unit) -> float:
    """Which is nearer: flat, within a delegation that is near enough."""
    north = (one.latitude or 0) - (other.latitude or 0)
    east = ((one.longitude or 0) - (other.longitude or 0)) * cos(radians(other.latitude or 0))
    return north * north + east * east
