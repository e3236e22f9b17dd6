"""What a form and a strength of the catalogue mean for a dose. Pure, no ORM.

By mouth: tablets, coated tablets, capsules and oral liquids. By needle: everything else. An «injectable suspension»
where the same ingredient also comes as a solution is another medicine (liposomal doxorubicin, albumin-bound
paclitaxel, depot forms): never taken for it. A presentation made for one route serves that route only.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from pediatric_platform.pieces import Kind, Strength, micro_of

ORAL = "PO"
# 600 mg of trastuzumab in 5 mL goes under the skin; ten-digit claves.
ONLY_BY_ROUTE = {"010.000.6046": "SC"}
# Bleomycin's clave counts USP units; a regimen in international units means a thousand times as many.
INTERNATIONAL_PER_UNIT = {"bleomycin": 1000}
INTERNATIONAL_FROM = Decimal(1000)
LIQUID = re.compile(r"(oral|jarabe|gotas)", re.IGNORECASE)
SOLID = re.compile(r"(tableta|comprimido|gragea|c[aá]psula)", re.IGNORECASE)
WHOLE_ONLY = re.compile(r"(gragea|c[aá]psula|recubiert|liberaci[oó]n prolongada)", re.IGNORECASE)
OTHER_MEDICINE = re.compile(r"(suspensi[oó]n inyectable|liposom|implante)", re.IGNORECASE)


def serves(form: str, code: str | None, route: str) -> bool:
    """Whether a form goes by a route; a drug without any form (outside the Compendio) may go by each."""
    if not form:
        return True
    if ONLY_BY_ROUTE.get(code or "", route) != route:
        return False
    by_mouth = bool(LIQUID.search(form) or SOLID.search(form))
    return by_mouth == (route == ORAL)


def is_other_medicine(form: str) -> bool:
    """Whether a form is a medicine of its own beside the ingredient's usual one."""
    return bool(OTHER_MEDICINE.search(form))


def strength_of(drug_id: int, form: str, strength: str, unit: str) -> Strength:
    """What one piece holds; a strength that is no single number (a pack of several) is not measured."""
    kind = _kind_of(form)
    try:
        dimension, micro = micro_of(Decimal(strength), unit)
    except (InvalidOperation, KeyError):
        return Strength(drug_id, 0, kind=Kind.UNMEASURED)
    return Strength(drug_id, micro, dimension, kind)


def in_catalogue_units(inn: str, amount: Decimal | None, unit: str) -> Decimal | None:
    """An amount in the units of the clave: 30 000 international units of bleomycin are 30 of the clave's."""
    factor = INTERNATIONAL_PER_UNIT.get(inn)
    if amount is None or factor is None or unit != "UI" or amount < INTERNATIONAL_FROM:
        return amount
    return amount / factor


def _kind_of(form: str) -> Kind:
    if SOLID.search(form):
        return Kind.CAPSULE if WHOLE_ONLY.search(form) else Kind.TABLET
    return Kind.BOTTLE if LIQUID.search(form) else Kind.VIAL
