"""The shape of the catalogue's files: drugs, presentations, drugs that have no clave, and assortments."""

from __future__ import annotations

from typing import Any

from delegations.cells import BadCell, Repaired, boolean, choice, date, integer, text
from delegations.sheets import clues
from delegations.tabular import Field, Sheet
from supply.claves import BadClave, parse_clave
from supply.models import DrugClass, Ven


def clave_cell(cell: Any) -> str | Repaired:
    """A clave of twelve digits, with its dots; a lost leading zero is put back with a warning."""
    return _clave(cell, allow_drug=False)


def drug_code_cell(cell: Any) -> str | Repaired:
    """The code of a drug; a whole clave is taken for its drug."""
    out = _clave(cell, allow_drug=True)
    if isinstance(out, Repaired):
        return Repaired(out.value[:12], out.problem, out.remedy)
    return out[:12]


def _clave(cell: Any, *, allow_drug: bool) -> str | Repaired:
    try:
        clave = parse_clave(cell, allow_drug=allow_drug)
    except BadClave as bad:
        raise BadCell(bad.problem, bad.remedy) from None
    return Repaired(clave.dotted, clave.warning) if clave.warning else clave.dotted


DRUGS = Sheet(
    "drugs.csv",
    [
        Field("code", drug_code_cell),
        Field("generic_name", text(200)),
        Field("official_name", text(200), required=False, default=""),
        Field("inn", text(160), required=False, default=""),
        Field("atc", text(10), required=False, default=""),
        Field("form", text(120), required=False, default=""),
        Field("strength", text(40), required=False, default=""),
        Field("strength_unit", text(20), required=False, default=""),
        Field("strength_basis", text(20), required=False, default=""),
        Field("drug_class", choice(DrugClass.values)),
        Field("is_oncologic", boolean),
        Field("ven", choice(Ven.values), required=False, default=""),
        Field("who_children", text(20), required=False, default=""),
        Field("who_children_basis", text(120), required=False, default=""),
        Field("aware", text(20), required=False, default=""),
        Field("cold_chain", boolean, required=False),
        Field("light_sensitive", boolean, required=False),
        Field("vesicant", boolean, required=False),
        Field("never_intrathecal", boolean, required=False),
        Field("vial_sharing", boolean, required=False),
        Field("hours_stable_after_opening", integer(0, 10_000), required=False),
        Field("aliases", text(200), required=False, default=""),
        Field("note", text(2_000), required=False, default=""),
        Field("retired_on", date, required=False),
    ],
    unique=("code",),
    reference_only=("official_form", "never_intrathecal_basis"),
)

PRESENTATIONS = Sheet(
    "presentations.csv",
    [
        Field("clave", clave_cell),
        Field("pieces_per_pack", integer(1, 100_000)),
        Field("group", text(40), required=False, default=""),
        Field("strength", text(40), required=False, default=""),
        Field("strength_unit", text(20), required=False, default=""),
        Field("therapeutic_groups", text(240), required=False, default=""),
        Field("note", text(2_000), required=False, default=""),
    ],
    unique=("clave",),
    reference_only=("pieces_basis",),
)

ABSENT_DRUGS = Sheet(
    "absent_drugs.csv",
    [
        Field("generic_name", text(200)),
        Field("inn", text(160), required=False, default=""),
        Field("form", text(120), required=False, default=""),
        Field("drug_class", choice(DrugClass.values)),
        Field("used_in", text(400), required=False, default=""),
        Field("consequence", text(400), required=False, default=""),
        Field("source", text(400), required=False, default=""),
    ],
    unique=("generic_name",),
)

ASSORTMENTS = Sheet(
    "assortments.csv",
    [
        Field("clues", clues),
        Field("code", drug_code_cell, aliases=("clave",)),
        Field("since", date, aliases=("desde",)),
        Field("until", date, required=False, aliases=("hasta",)),
    ],
    unique=("clues", "code"),
)
