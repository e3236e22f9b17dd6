"""A country of two delegations and six units, as arrays alone."""

from __future__ import annotations

import numpy as np

from supply.simulation.assortment import BOTH, UnitProfile, read_profiles
from supply.simulation.country import Country, Directory, Site


def small_country(seed: int = 1) -> Country:
    """Places 0–1: warehouses, 2–3: transits, then three for each unit."""
    sites = [
        Site(
            delegation=unit % 2,
            warehouse=4 + 3 * unit,
            pharmacy=5 + 3 * unit,
            mixing_centre=6 + 3 * unit,
            own_supplier=unit == 0,
            profile=UnitProfile(chemotherapy=unit < 4, specialised=unit == 0, patients=BOTH, size=1.0),
        )
        for unit in range(6)
    ]
    owners = [0, 1, 0, 1] + [unit % 2 for unit in range(6) for _place in range(3)]
    directory = Directory(
        warehouses=[0, 1],
        transits=[2, 3],
        place_delegation=np.array(owners),
        sites=sites,
        drugs=read_profiles(),
        showcase=0,
    )
    return Country(directory, seed)
