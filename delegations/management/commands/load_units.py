from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext as _

from delegations.actions.directory import load_units
from delegations.clues import check_digit_is_odd, expected_check_digit
from delegations.management.loading import LoadCommand
from delegations.models import Delegation, UnitKind
from delegations.sheets import UNITS
from delegations.tabular import Reading
from delegations.upsert import Upserted

DATA = Path(__file__).resolve().parents[2] / "data"
MEXICO = {"latitude": (14.0, 33.0), "longitude": (-118.5, -86.5)}


class Command(LoadCommand):
    """Loads the hospitals. The CLUES check digit is empirical: it warns and never refuses."""

    help = "Load the units from CSV (repeatable; a file with faults changes nothing); load_delegations comes first"
    sheet = UNITS
    default_file = DATA / "units.csv"

    def check_rows(self, reading: Reading) -> None:
        codes = set(Delegation.objects.values_list("code", flat=True))
        for row in reading.rows:
            if row["delegation"] not in codes:
                reading.refuse(
                    row,
                    "delegation",
                    _("No hay una delegación con este código."),
                    _("Use un código de los que cargó load_delegations, por ejemplo AGS."),
                )
            if check_digit_is_odd(row["clues"]):
                reading.warn(
                    row,
                    "clues",
                    _("El dígito verificador no es el que se esperaba (%(digit)s).")
                    % {"digit": expected_check_digit(row["clues"])},
                    _("La regla es empírica; compárela con la lista oficial."),
                )
            for name, (low, high) in MEXICO.items():
                if row[name] is not None and not low <= row[name] <= high:
                    reading.warn(row, name, _("La coordenada cae fuera de México."), _("Revise el signo y el orden."))
            if row["umae_number"] and row["kind"] != UnitKind.UMAE:
                reading.warn(row, "umae_number", _("Tiene número de UMAE y no es una UMAE."))
            if row["opened_on"] and row["closed_on"] and row["closed_on"] < row["opened_on"]:
                reading.refuse(row, "closed_on", _("Cierra antes de abrir."), _("Revise las dos fechas."))

    def write(self, readings: list[Reading]) -> Iterable[tuple[str, Upserted]]:
        yield _("Unidades"), load_units(rows=[row.values for row in readings[0].rows])
