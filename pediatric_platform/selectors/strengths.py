"""Which drugs of the catalogue serve an ingredient by a route at a unit, and what a piece of each holds.

A unit uses what it carries; where it carries none that serves, any with a clave; where none has a clave, the drug as
regimens name it, so that what cannot be bought shows as missing and is not forgotten.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from pediatric_platform.drug_forms import is_other_medicine, serves, strength_of
from pediatric_platform.pieces import Strength
from supply.models import Assortment, Drug


@dataclass(frozen=True, slots=True)
class Serving:
    """What doses of one ingredient by one route are made of at a unit."""

    strengths: tuple[Strength, ...] = ()
    is_carried: bool = False
    has_clave: bool = False


NOTHING = Serving()
Key = tuple[int, str, str]


def servings(wanted: Collection[Key], on: date) -> dict[Key, Serving]:
    """By (unit, ingredient, route). Two queries, however many; an ingredient that no drug serves is left out."""
    drugs: dict[str, list[Drug]] = defaultdict(list)
    for drug in Drug.objects.active().filter(inn__in={inn for _unit, inn, _route in wanted}).order_by("code", "pk"):
        drugs[drug.inn].append(drug)
    carried = set(
        Assortment.objects.in_force(on)
        .filter(unit__in={unit for unit, _inn, _route in wanted}, drug__inn__in=drugs.keys())
        .values_list("unit_id", "drug_id")
    )
    found = {}
    for unit_id, inn, route in wanted:
        usual = _usual(drug for drug in drugs.get(inn, ()) if serves(drug.form, drug.code, route))
        if usual:
            found[unit_id, inn, route] = _chosen(usual, [drug for drug in usual if (unit_id, drug.pk) in carried])
    return found


def _usual(drugs: Iterable[Drug]) -> list[Drug]:
    """Without the medicines that only share the ingredient's name, unless there is nothing else."""
    serving = list(drugs)
    return [drug for drug in serving if not is_other_medicine(drug.form)] or serving


def _chosen(usual: list[Drug], carried: list[Drug]) -> Serving:
    chosen = carried or [drug for drug in usual if drug.code] or usual
    return Serving(
        tuple(strength_of(drug.pk, drug.form, drug.strength, drug.strength_unit) for drug in chosen),
        is_carried=bool(carried),
        has_clave=any(drug.code for drug in chosen),
    )
