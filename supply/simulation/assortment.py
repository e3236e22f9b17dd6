"""Which drugs a simulated unit carries and how often they are prescribed: from the CSV, drawn by seed. Pure."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

PROFILES = Path(__file__).resolve().parents[1] / "data" / "simulated_assortment.csv"
ADULTS, CHILDREN, BOTH = "adultos", "ninos", "ambos"


@dataclass(frozen=True)
class DrugProfile:
    """A drug in use: where it is handed out, to whom, in what share of units, how often in a middling one."""

    code: str
    mixing: bool
    patients: str
    everywhere: bool
    share: float
    prescriptions: float
    pieces: int
    swing: float


@dataclass(frozen=True)
class UnitProfile:
    """What of a unit decides its assortment. `size` is 1 in a middling unit; `patients` as in the drug's profile."""

    chemotherapy: bool
    specialised: bool
    patients: str
    size: float


def read_profiles(path: Path = PROFILES) -> list[DrugProfile]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            DrugProfile(
                code=row["code"],
                mixing=row["place"] == "central_de_mezclas",
                patients=row["patients"],
                everywhere=row["everywhere"] == "sí",
                share=float(row["share"]),
                prescriptions=float(row["prescriptions"]),
                pieces=int(row["pieces"]),
                swing=float(row["swing"]),
            )
            for row in csv.DictReader(file)
        ]


def carried(units: Sequence[UnitProfile], drugs: Sequence[DrugProfile], rng: np.random.Generator) -> np.ndarray:
    """Unit × drug: True where the unit carries the drug. Specialised units carry most of what suits their patients."""
    share = np.array([drug.share for drug in drugs])
    everywhere = np.array([drug.everywhere for drug in drugs])
    out = np.zeros((len(units), len(drugs)), dtype=bool)
    for index, unit in enumerate(units):
        fits = np.array([_fits(unit, drug) for drug in drugs])
        if unit.chemotherapy:
            chance = 1 - (1 - share) * 0.35 if unit.specialised else share * 0.82
        else:
            chance = np.where(everywhere, share * 0.72, 0.0)
        out[index] = fits & (rng.random(len(drugs)) < chance)
    return out


def _fits(unit: UnitProfile, drug: DrugProfile) -> bool:
    return BOTH in (unit.patients, drug.patients) or unit.patients == drug.patients


def weekly_prescriptions(
    units: Sequence[UnitProfile], drugs: Sequence[DrugProfile], rng: np.random.Generator
) -> np.ndarray:
    """Unit × drug: mean prescriptions a week, by the unit's size and its own habits; small units give out a fifth."""
    size = np.array([unit.size if unit.chemotherapy else unit.size * 0.22 for unit in units])
    base = np.array([drug.prescriptions for drug in drugs])
    habits = rng.lognormal(-0.125, 0.5, size=(len(units), len(drugs)))
    return np.maximum(size[:, None] * base[None, :] * habits, 0.25)
