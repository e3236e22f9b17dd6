"""What looks wrong in the official catalogue itself. It is listed, never corrected in silence. Pure.

The catalogue has names shifted against descriptions and strengths a thousand times too large; a person has to see them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher
from statistics import median
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from delegations.naming import fold

# How far a strength may be from what the same ingredient and form usually has.
ODD_RATIO = Decimal(40)
# Below this likeness a Spanish name and its INN are no longer the same word.
ALIKE = 0.5
MILLIGRAMS = {"g": Decimal(1000), "mg": Decimal(1), "µg": Decimal("0.001")}
_SPELLING = (("ph", "f"), ("th", "t"), ("y", "i"), ("ae", "e"), ("ch", "c"), ("x", "s"))


COMPARE = _("Compárelo con el Compendio vigente y anótelo en el medicamento.")


@dataclass(frozen=True)
class CatalogueFault:
    """Something odd about one entry: its code, the field, the problem, what to do."""

    code: str
    field: str
    problem: str | Promise
    remedy: str | Promise = COMPARE


def drug_faults(drugs: Iterable[Mapping[str, Any]]) -> list[CatalogueFault]:
    """Names far from their INN, strengths unlike their siblings', and the same thing under two codes."""
    drugs = list(drugs)
    return [*_noted(drugs), *_names(drugs), *_strengths(drugs), *_twins(drugs)]


def _noted(drugs: list[Mapping[str, Any]]) -> list[CatalogueFault]:
    """What the list itself already says of the official catalogue's faults."""
    return [
        CatalogueFault(drug["code"], "note", _("La lista anota una falta del Compendio."))
        for drug in drugs
        if drug.get("note", "").startswith("El Compendio")
    ]


def presentation_faults(
    presentations: Iterable[Mapping[str, Any]], drugs: Mapping[str, Mapping[str, Any]]
) -> list[CatalogueFault]:
    """Claves of one drug that do not agree on its strength. `drugs` by code; a presentation names `drug_code`."""
    faults = []
    for row in presentations:
        drug = drugs.get(row["drug_code"])
        if drug is None:
            continue
        if not row["strength"]:
            faults.append(
                CatalogueFault(row["clave"], "strength", _("El Compendio no da la concentración de esta clave."))
            )
        elif (row["strength"], row["strength_unit"]) != (drug["strength"], drug["strength_unit"]):
            faults.append(
                CatalogueFault(
                    row["clave"], "strength", _("Difiere de la concentración de las demás claves del medicamento.")
                )
            )
    return faults


def in_milligrams(strength: str, unit: str) -> Decimal | None:
    """A strength in mg, where it is one number of a mass; None for kits, units of activity and the like."""
    try:
        return Decimal(strength) * MILLIGRAMS[unit]
    except (InvalidOperation, KeyError):
        return None


def looks_like(spanish: str, inn: str) -> bool:
    """Whether a Spanish generic name can be the INN: some word of one resembles some word of the other."""
    return any(
        SequenceMatcher(None, _sound(a), _sound(b)).ratio() >= ALIKE
        for a in fold(spanish).split()
        for b in fold(inn).split()
        if len(a) > 2 and len(b) > 2
    )


def _sound(word: str) -> str:
    for english, spanish in _SPELLING:
        word = word.replace(english, spanish)
    return word


def _names(drugs: list[Mapping[str, Any]]) -> list[CatalogueFault]:
    faults = []
    by_inn: dict[str, set[str]] = defaultdict(set)
    for drug in drugs:
        by_inn[drug["inn"]].add(fold(drug["official_name"] or drug["generic_name"]))
    for drug in drugs:
        name = drug["official_name"] or drug["generic_name"]
        if drug["inn"] and not looks_like(name, drug["inn"]):
            faults.append(
                CatalogueFault(
                    drug["code"], "generic_name", _("El nombre no se parece a la denominación internacional.")
                )
            )
        elif drug["inn"] and len(by_inn[drug["inn"]]) > 1:
            faults.append(
                CatalogueFault(drug["code"], "generic_name", _("La misma sustancia aparece con varios nombres."))
            )
    return faults


def _strengths(drugs: list[Mapping[str, Any]]) -> list[CatalogueFault]:
    faults = []
    groups: dict[tuple[str, str, str], list[tuple[str, Decimal]]] = defaultdict(list)
    for drug in drugs:
        if not drug["strength"]:
            faults.append(CatalogueFault(drug["code"], "strength", _("El Compendio no da la concentración.")))
        elif (amount := in_milligrams(drug["strength"], drug["strength_unit"])) is not None and amount > 0:
            groups[drug["inn"], fold(drug["form"]), drug["strength_basis"]].append((drug["code"], amount))
    for siblings in groups.values():
        for code, amount in siblings:
            others = [other for other_code, other in siblings if other_code != code]
            if not others:
                continue
            usual = Decimal(median(others))
            if amount / usual >= ODD_RATIO or usual / amount >= ODD_RATIO:
                faults.append(
                    CatalogueFault(
                        code, "strength", _("La concentración es muy distinta de la de sus hermanos: revise la unidad.")
                    )
                )
    return faults


def _twins(drugs: list[Mapping[str, Any]]) -> list[CatalogueFault]:
    seen: dict[tuple[str, ...], str] = {}
    faults = []
    for drug in drugs:
        amount = in_milligrams(drug["strength"], drug["strength_unit"])
        size = str(amount.normalize()) if amount is not None else f"{drug['strength']} {drug['strength_unit']}"
        first = seen.setdefault((drug["inn"], fold(drug["form"]), size, drug["strength_basis"]), drug["code"])
        if first != drug["code"]:
            faults.append(
                CatalogueFault(
                    drug["code"],
                    "code",
                    _("La misma sustancia, forma y concentración tienen otro código: compare con el anterior."),
                    first,
                )
            )
    return faults
