"""How long a trip takes and what it costs, by distance and by what trips have taken. Pure.

All figures are working values of ours, not official ones: replace them where there are measured ones.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from supply.redistributing.shapes import Route

# Between two delegations, a day to leave and arrive and one for each so many kilometres.
KM_A_DAY = 500
# Cents a piece: handling, and each hundred kilometres; cold chain costs so many times as much.
CENTS_A_PIECE = 100
CENTS_PER_100_KM = 60
COLD_TIMES = 3
# What needs the cold may be on its way so long.
COLD_DAYS = 2
# Kilometres between two neighbouring tiles of the map, where coordinates are unknown; within a delegation.
KM_A_TILE = 250
KM_WITHIN = 60
_EARTH_KM = 6371


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a site is: its delegation, coordinates where known, and its delegation's tile."""

    delegation: int
    latitude: float | None
    longitude: float | None
    tile: tuple[int, int]


def kilometres(one: Spot, other: Spot) -> float:
    """As the crow flies; by the tiles of the map where a coordinate is missing."""
    if None not in (one.latitude, one.longitude, other.latitude, other.longitude):
        first, second = math.radians(one.latitude or 0), math.radians(other.latitude or 0)
        turn = math.radians((other.longitude or 0) - (one.longitude or 0))
        arc = math.sin(first) * math.sin(second) + math.cos(first) * math.cos(second) * math.cos(turn)
        return _EARTH_KM * math.acos(min(1.0, max(-1.0, arc)))
    if one.delegation == other.delegation:
        return KM_WITHIN
    return KM_A_TILE * math.hypot(one.tile[0] - other.tile[0], one.tile[1] - other.tile[1])


def route_between(
    one: Spot, other: Spot, measured: Mapping[tuple[int, int], int], *, cold: bool, within: int = 1
) -> Route | None:
    """The way from one to the other; None where the cold would not last.

    `measured`: median days by delegations; `within`: days inside a delegation where none were measured.
    """
    distance = kilometres(one, other)
    usual = within if one.delegation == other.delegation else 1 + math.ceil(distance / KM_A_DAY)
    days = max(measured.get((one.delegation, other.delegation), usual), 1)
    if cold and days > COLD_DAYS:
        return None
    cents = CENTS_A_PIECE + round(distance * CENTS_PER_100_KM / 100)
    return Route(days, cents * (COLD_TIMES if cold else 1))
