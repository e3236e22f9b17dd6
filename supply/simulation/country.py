"""The simulated country as arrays: units, places, who carries what, and from where each shelf is filled. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from supply.simulation.assortment import DrugProfile, UnitProfile, carried, weekly_prescriptions
from supply.simulation.plan import FULL_PAIRS, WEEKLY_DEMAND

NO_PLACE = -1


@dataclass(frozen=True)
class Site:
    """A unit and its places, by position in `Directory.places`; `mixing_centre` is NO_PLACE where there is none."""

    delegation: int
    warehouse: int
    pharmacy: int
    mixing_centre: int
    own_supplier: bool
    profile: UnitProfile


@dataclass(frozen=True)
class Directory:
    """What was read of the organisation: everything by position, in an order that does not depend on row numbers."""

    warehouses: Sequence[int]  # by delegation: its own warehouse
    transits: Sequence[int]  # by delegation
    place_delegation: np.ndarray
    sites: Sequence[Site]
    drugs: Sequence[DrugProfile]
    showcase: int = -1  # the unit whose manager has something to do when the simulation ends


class Country:
    """Shelves: first each delegation's warehouse × drug, then unit warehouses, then where drugs are handed out.

    A *pair* is a unit and a drug it carries; `front[pair]` is the shelf it is handed out from. `parent[shelf]` is the
    shelf that fills it, −1 for the supplier. `weekly[shelf]` is its expected demand in pieces a week.
    """

    def __init__(self, directory: Directory, seed: int) -> None:
        self.directory = directory
        rng = np.random.default_rng([seed, 1])
        profiles = [site.profile for site in directory.sites]
        drugs = directory.drugs
        delegations, kinds = len(directory.warehouses), len(drugs)
        holds = carried(profiles, drugs, rng)
        rate = weekly_prescriptions(profiles, drugs, rng)
        self.pair_unit, self.pair_drug = np.nonzero(holds)
        pairs = len(self.pair_unit)
        size = np.array([drug.pieces for drug in drugs])
        mean = rate[self.pair_unit, self.pair_drug]
        scale = WEEKLY_DEMAND * pairs / FULL_PAIRS / max((mean * size[self.pair_drug]).sum(), 1)
        self.pair_rate = np.maximum(mean * scale, 0.2)
        self.pair_pieces = size[self.pair_drug]
        self.pair_swing = np.array([drug.swing for drug in drugs])[self.pair_drug]
        self.share = pairs / FULL_PAIRS

        delegation = np.array([site.delegation for site in directory.sites])[self.pair_unit]
        chemotherapy = np.array([profile.chemotherapy for profile in profiles])[self.pair_unit]
        own = np.array([site.own_supplier for site in directory.sites])[self.pair_unit]
        through = chemotherapy & (own | (rng.random(pairs) < 0.22))
        mixing = np.array([drug.mixing for drug in drugs])[self.pair_drug] & chemotherapy
        warehouse = np.array([site.warehouse for site in directory.sites])[self.pair_unit]
        pharmacy = np.array([site.pharmacy for site in directory.sites])[self.pair_unit]
        centre = np.array([site.mixing_centre for site in directory.sites])[self.pair_unit]
        front_place = np.where(mixing & (centre != NO_PLACE), centre, pharmacy)

        roots = delegations * kinds
        stored = np.flatnonzero(through)
        back = np.full(pairs, -1)
        back[stored] = roots + np.arange(len(stored))
        self.front = roots + len(stored) + np.arange(pairs)
        root = delegation * kinds + self.pair_drug

        self.place = np.concatenate([np.repeat(directory.warehouses, kinds), warehouse[stored], front_place])
        self.drug = np.concatenate([np.tile(np.arange(kinds), delegations), self.pair_drug[stored], self.pair_drug])
        self.delegation = np.concatenate([np.repeat(np.arange(delegations), kinds), delegation[stored], delegation])
        self.unit = np.concatenate([np.full(roots, -1), self.pair_unit[stored], self.pair_unit])
        self.parent = np.concatenate(
            [np.full(roots, -1), np.where(own[stored], -1, root[stored]), np.where(through, back, root)]
        )
        self.is_mixing = np.concatenate([np.zeros(roots + len(stored), dtype=bool), front_place == centre])
        demand = self.pair_rate * self.pair_pieces
        self.weekly = np.zeros(len(self.place))
        self.weekly[self.front] = demand
        self.weekly[back[stored]] = demand[stored]
        np.add.at(self.weekly, root, np.where(own & through, 0.0, demand))
        # One prescription's worth, below which a shelf orders whatever its demand.
        self.handful = np.zeros(len(self.place))
        self.handful[self.front] = self.pair_pieces
        self.handful[back[stored]] = self.pair_pieces[stored]
        self.front_of_back = np.full(len(self.place), -1)
        self.front_of_back[back[stored]] = self.front[stored]
        self.is_root = self.parent < 0
        # Skill: how well a delegation is served and orders; the same in two runs.
        self.skill = np.clip(rng.normal(1.0, 0.11, delegations), 0.7, 1.2)
        unit_count = len(directory.sites)
        self.unit_diligence = np.clip(rng.normal(0.9, 0.07, unit_count), 0.6, 0.99)
        self.unit_days = np.sort(rng.permuted(np.tile(np.arange(5), (unit_count, 1)), axis=1)[:, :3], axis=1)
        self.unit_order_day = rng.integers(1, 5, unit_count)
        self.wholesalers = np.flatnonzero(self.is_root & (self.weekly > 0))
