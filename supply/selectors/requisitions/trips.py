"""How many days pieces take from one place to another, for a single pair: as redistribution counts them."""

from __future__ import annotations

from delegations.models import Place
from supply.redistributing.ways import Spot, route_between
from supply.selectors.redistribution.world import measured_days


def days_between(giver: Place, taker: Place) -> int:
    """Median of what trips between their delegations took, else by the distance; one day at least."""
    route = route_between(_spot(giver), _spot(taker), measured_days(giver.today()), cold=False)
    return route.days if route is not None else 1


def _spot(place: Place) -> Spot:
    delegation, unit = place.delegation, place.unit
    latitude, longitude = delegation.latitude, delegation.longitude
    if unit is not None and unit.latitude is not None and unit.longitude is not None:
        latitude, longitude = unit.latitude, unit.longitude
    return Spot(delegation.pk, latitude, longitude, (delegation.tile_row, delegation.tile_column))
