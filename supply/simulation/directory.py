"""Reads the organisation into the arrays of the simulation, and gives it what only a simulated country has."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

import delegations
from delegations.actions.directory import designate_chemotherapy_units, load_units, open_places
from delegations.models import Delegation, Place, PlaceKind, Unit, UnitKind
from supply.actions.catalogue import load_assortments
from supply.models import Drug
from supply.simulation.assortment import ADULTS, BOTH, CHILDREN, DrugProfile, UnitProfile, read_profiles
from supply.simulation.country import NO_PLACE, Country, Directory, Site
from supply.simulation.people import DEMO_UNIT

SIMULATED_UNITS = Path(delegations.__file__).resolve().parent / "data" / "simulated_units.csv"
CHEMOTHERAPY_UNITS = 113
BASIS = "simulado"
# Kinds of hospital in the order in which a country would give them chemotherapy.
_CANDIDATES = (UnitKind.HGR, UnitKind.HGR_MF, UnitKind.HGP, UnitKind.HGZ, UnitKind.HGZ_MF)
_NO_ONCOLOGY = ("Traumatología", "Cardiología", "Gineco Obstetricia")


@dataclass(frozen=True)
class Reading:
    """The directory by position, and the row number of everything in it."""

    directory: Directory
    delegations: list[Delegation]
    units: list[Unit]
    places: list[Place]
    drug_ids: list[int]


def open_simulated_units() -> None:
    """The six ambulatory units, which no list has: simulated, and named so."""
    with SIMULATED_UNITS.open(encoding="utf-8", newline="") as file:
        rows = [_simulated_unit(row) for row in csv.DictReader(file)]
    codes = set(Delegation.objects.values_list("code", flat=True))
    load_units(rows=[row for row in rows if row["delegation"] in codes])


def _simulated_unit(row: dict[str, str]) -> dict[str, Any]:
    return {
        "clues": row["clues"],
        "name": row["name"],
        "official_name": row["name"],
        "kind": UnitKind.UMAA.value,
        "level": 2,
        "level_basis": BASIS,
        "delegation": row["delegation"],
        "city": row["city"],
        "municipality": row["city"],
        "municipality_basis": BASIS,
        "latitude": float(row["latitude"]),
        "longitude": float(row["longitude"]),
        "coordinates_basis": BASIS,
        "provides_chemotherapy": row["provides_chemotherapy"] == "sí",
        "chemotherapy_basis": BASIS if row["provides_chemotherapy"] == "sí" else "",
        "is_simulated": True,
    }


def choose_chemotherapy_units(seed: int, wanted: int = CHEMOTHERAPY_UNITS) -> None:
    """Designate units until `wanted` give chemotherapy: known oncology first, then UMAE, HGR and HGZ by lot."""
    units = list(Unit.objects.order_by("clues"))
    rng = np.random.default_rng([seed, 0])
    luck = dict(zip((unit.clues for unit in units), rng.random(len(units)), strict=True))
    chosen = {unit.clues for unit in units if unit.provides_chemotherapy or unit.oncology_role}
    rest = [unit for unit in units if unit.clues not in chosen and _rank(unit) is not None]
    rest.sort(key=lambda unit: (_rank(unit), luck[unit.clues]))
    chosen |= {unit.clues for unit in rest[: max(wanted - len(chosen), 0)]}
    designate_chemotherapy_units(clues=chosen, basis=BASIS)
    open_places()


def _rank(unit: Unit) -> int | None:
    if unit.kind == UnitKind.UMAE:
        return None if any(word in unit.name for word in _NO_ONCOLOGY) else 0
    if unit.kind in _CANDIDATES:
        return 1 + min(_CANDIDATES.index(UnitKind(unit.kind)), 3)
    return None


def read_directory(seed: int) -> Reading:
    """Everything the simulation plays with. Drugs of the list that the catalogue lacks are left out."""
    profiles = read_profiles()
    drug_ids = dict(Drug.objects.filter(code__in=[profile.code for profile in profiles]).values_list("code", "pk"))
    drugs = [profile for profile in profiles if profile.code in drug_ids]
    all_delegations = list(Delegation.objects.order_by("code"))
    position = {delegation.pk: index for index, delegation in enumerate(all_delegations)}
    places = list(Place.objects.order_by("code").select_related("unit"))
    by_owner = {(place.delegation_id, place.unit_id, place.kind): index for index, place in enumerate(places)}
    units = list(Unit.objects.order_by("clues"))
    rng = np.random.default_rng([seed, 4])
    sites = [_site(unit, position[unit.delegation_id], by_owner, float(rng.lognormal(0, 0.35))) for unit in units]
    directory = Directory(
        warehouses=[by_owner[item.pk, None, PlaceKind.WAREHOUSE] for item in all_delegations],
        transits=[by_owner[item.pk, None, PlaceKind.TRANSIT] for item in all_delegations],
        place_delegation=np.array([position[place.delegation_id] for place in places]),
        sites=sites,
        drugs=drugs,
        showcase=next((index for index, unit in enumerate(units) if unit.clues == DEMO_UNIT), 0),
    )
    return Reading(directory, all_delegations, units, places, [drug_ids[profile.code] for profile in drugs])


def _site(unit: Unit, delegation: int, by_owner: dict[tuple[int, int | None, str], int], luck: float) -> Site:
    def place(kind: str) -> int:
        return by_owner.get((unit.delegation_id, unit.pk, kind), NO_PLACE)

    is_umae = unit.kind == UnitKind.UMAE
    specialised = is_umae and any(word in unit.name for word in ("Pediatría", "Oncología", "La Raza"))
    patients = CHILDREN if "Pediatría" in unit.name else ADULTS if "Oncología" in unit.name else BOTH
    size = luck * (2.4 if specialised else 1.7 if is_umae else 1.15 if unit.kind == UnitKind.HGR else 0.85)
    return Site(
        delegation=delegation,
        warehouse=place(PlaceKind.WAREHOUSE),
        pharmacy=place(PlaceKind.PHARMACY),
        mixing_centre=place(PlaceKind.MIXING_CENTRE),
        own_supplier=is_umae and unit.provides_chemotherapy,
        profile=UnitProfile(
            chemotherapy=unit.provides_chemotherapy, specialised=specialised, patients=patients, size=size
        ),
    )


def write_assortments(reading: Reading, country: Country, since: date) -> int:
    """What each unit carries, from the first simulated day on; how many lines."""
    drugs: Sequence[DrugProfile] = reading.directory.drugs
    rows = [
        {"clues": reading.units[unit].clues, "code": drugs[drug].code, "since": since, "until": None}
        for unit, drug in zip(country.pair_unit.tolist(), country.pair_drug.tolist(), strict=True)
    ]
    load_assortments(rows=rows)
    return len(rows)
