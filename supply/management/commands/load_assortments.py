from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext as _

from delegations.management.loading import LoadCommand
from delegations.models import Unit
from delegations.tabular import Reading
from delegations.upsert import Upserted
from supply.actions.catalogue import load_assortments
from supply.models import Drug
from supply.sheets import ASSORTMENTS


class Command(LoadCommand):
    """Loads which drugs each unit must carry. No list comes along: assortments are each institute's own."""

    help = "Load assortments from a CSV with clues, code, since and until (repeatable; faults change nothing)"
    sheet = ASSORTMENTS

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--file", type=Path, required=True, help="the CSV: clues, code (or clave), since, until")
        parser.add_argument("--dry-run", action="store_true", help="read, check and compare; change nothing")

    def check_rows(self, reading: Reading) -> None:
        units = set(Unit.objects.values_list("clues", flat=True))
        drugs = set(Drug.objects.in_compendio().values_list("code", flat=True))
        for row in reading.rows:
            if row["clues"] not in units:
                reading.refuse(
                    row, "clues", _("No hay una unidad con esta CLUES."), _("Cárguela primero con load_units.")
                )
            if row["code"] not in drugs:
                reading.refuse(
                    row, "code", _("Ningún medicamento tiene este código."), _("Cárguelo primero con load_catalogue.")
                )
            if row["until"] and row["until"] < row["since"]:
                reading.refuse(row, "until", _("Termina antes de empezar."), _("Revise las dos fechas."))

    def write(self, readings: list[Reading]) -> Iterable[tuple[str, Upserted]]:
        yield _("Surtido"), load_assortments(rows=[row.values for row in readings[0].rows])
