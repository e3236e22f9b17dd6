"""Two delegations, four hospitals, and the catalogue's drugs that the simulation uses."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from delegations.actions.directory import load_units, open_places
from supply.simulation.assortment import read_profiles
from supply.simulation.people import DEMO_UNIT
from supply.simulation.run import Simulation, Summary
from supply.weeks import IsoWeek
from tests.factories.delegations import DelegationFactory
from tests.factories.supply import DrugFactory


def organise() -> None:
    DelegationFactory(code="JAL", name="Jalisco")
    DelegationFactory(code="BC", name="Baja California", time_zone="America/Tijuana")
    load_units(
        rows=[
            _unit(DEMO_UNIT, "UMAE Hospital de Pediatría de prueba", "UMAE", "JAL"),
            _unit("JCIMS000002", "HGZ 2 de prueba", "HGZ", "JAL"),
            _unit("BCIMS000001", "HGR 1 de prueba", "HGR", "BC"),
            _unit("BCIMS000002", "HGZ 2 de prueba", "HGZ", "BC"),
        ]
    )
    open_places()
    for profile in read_profiles():
        DrugFactory(code=profile.code, generic_name=profile.code)


def _unit(clues: str, name: str, kind: str, delegation: str) -> dict[str, Any]:
    return {"clues": clues, "name": name, "official_name": name, "kind": kind, "level": 2, "delegation": delegation}


def simulate_country(*, until: IsoWeek, now: datetime, seed: int = 2026) -> Summary:
    """Four weeks of it."""
    return Simulation(
        weeks=4, seed=seed, until=until, password="una frase larga", tell=lambda line: None, side_by_side=False,
        chemotherapy_units=3,
    ).run(now)  # fmt: skip
