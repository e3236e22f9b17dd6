"""Which whole pieces doses take, written beside them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pediatric_platform.drug_forms import in_catalogue_units
from pediatric_platform.models import Dose, DosePiece
from pediatric_platform.pieces import combination
from pediatric_platform.selectors.strengths import NOTHING, Key, servings


def write_pieces(doses: Iterable[Dose], *, on: date) -> int:
    """Write the pieces of stored doses anew, by what the unit of each session carries on a day; how many rows."""
    rows = list(doses.select_related("session") if hasattr(doses, "select_related") else doses)
    DosePiece.objects.filter(dose__in=[dose.pk for dose in rows]).delete()
    return len(DosePiece.objects.bulk_create(pieces_of(rows, on=on), batch_size=2000))


def pieces_of(doses: Iterable[Dose], *, on: date) -> list[DosePiece]:
    """The pieces of doses whose sessions are at hand, not yet written."""
    rows = list(doses)
    made_of = servings({_key(dose) for dose in rows}, on)
    return [
        DosePiece(dose=dose, drug_id=drug_id, pieces=pieces)
        for dose in rows
        for drug_id, pieces in combination(
            in_catalogue_units(dose.inn, dose.amount, dose.unit),
            dose.administrations,
            made_of.get(_key(dose), NOTHING).strengths,
            unit=dose.unit,
        ).items()
    ]


def _key(dose: Dose) -> Key:
    return dose.session.unit_id, dose.inn, dose.route
