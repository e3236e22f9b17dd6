from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext as _

from delegations.actions.directory import load_delegations
from delegations.management.loading import LoadCommand
from delegations.sheets import DELEGATIONS
from delegations.tabular import Reading
from delegations.upsert import Upserted

DATA = Path(__file__).resolve().parents[2] / "data"


class Command(LoadCommand):
    """Loads the delegations. Repeatable; a file with any fault changes nothing."""

    help = "Load the 35 delegations from CSV (repeatable; a file with faults changes nothing)"
    sheet = DELEGATIONS
    default_file = DATA / "delegations.csv"

    def check_rows(self, reading: Reading) -> None:
        tiles: dict[tuple[int, int], str] = {}
        names: dict[str, str] = {}
        for row in reading.rows:
            other = tiles.setdefault((row["tile_row"], row["tile_column"]), row["code"])
            if other != row["code"]:
                reading.refuse(
                    row,
                    "tile_row",
                    _("El cuadro ya es de %(code)s.") % {"code": other},
                    _("Elija un cuadro libre del mapa."),
                )
            other = names.setdefault(row["name"], row["code"])
            if other != row["code"]:
                reading.refuse(
                    row, "name", _("El nombre ya es de %(code)s.") % {"code": other}, _("Distinga los dos nombres.")
                )

    def write(self, readings: list[Reading]) -> Iterable[tuple[str, Upserted]]:
        yield _("Delegaciones"), load_delegations(rows=[row.values for row in readings[0].rows])
