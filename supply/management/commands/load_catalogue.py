from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from delegations.management.loading import LoadCommand
from delegations.tabular import Reading
from delegations.upsert import Upserted
from supply.actions.catalogue import load_absent_drugs, load_drugs, load_presentations
from supply.catalogue_faults import CatalogueFault, drug_faults, presentation_faults
from supply.claves import drug_code
from supply.models import Drug
from supply.sheets import ABSENT_DRUGS, DRUGS, PRESENTATIONS

DATA = Path(__file__).resolve().parents[2] / "data"


class Command(LoadCommand):
    """Loads drugs, claves and the drugs without one, all or nothing; lists what looks wrong in the catalogue itself."""

    help = "Load the catalogue from three CSV files (repeatable; a file with faults changes nothing)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name in ("drugs", "presentations", "absent"):
            parser.add_argument(f"--{name}", type=Path, default=None, help="another CSV than the one that comes along")
        parser.add_argument("--file", type=Path, default=None, dest="drugs", help="the same as --drugs")
        parser.add_argument("--dry-run", action="store_true", help="read, check and compare; change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("es-mx"):
            readings = [
                self.read(options["drugs"] or DATA / "drugs.csv", DRUGS),
                self.read(options["presentations"] or DATA / "presentations.csv", PRESENTATIONS),
                self.read(options["absent"] or DATA / "absent_drugs.csv", ABSENT_DRUGS),
            ]
            self.compare(*readings)
            self.refuse_if_faulty(readings, options["verbosity"])
            self.write_all(readings, dry_run=options["dry_run"], verbosity=options["verbosity"])

    def compare(self, drugs: Reading, presentations: Reading, absent: Reading) -> None:
        """Each clave needs its drug; and the catalogue's own faults become warnings."""
        by_code = {row["code"]: row.values for row in drugs.rows}
        on_record = set(Drug.objects.in_compendio().values_list("code", flat=True))
        for row in presentations.rows:
            row.values["drug_code"] = drug_code(row["clave"])
            if row["drug_code"] not in by_code and row["drug_code"] not in on_record:
                presentations.refuse(
                    row,
                    "clave",
                    _("Ningún medicamento tiene sus diez primeros dígitos."),
                    _("Agregue %(code)s a la lista de medicamentos.") % {"code": row["drug_code"]},
                )
        _warn(drugs, drug_faults(by_code.values()), key="code")
        _warn(presentations, presentation_faults((row.values for row in presentations.rows), by_code), key="clave")

    def write(self, readings: list[Reading]) -> Iterable[tuple[str, Upserted]]:
        drugs, presentations, absent = ([row.values for row in reading.rows] for reading in readings)
        yield _("Medicamentos"), load_drugs(rows=drugs)
        yield _("Presentaciones"), load_presentations(rows=presentations)
        yield _("Medicamentos sin clave"), load_absent_drugs(rows=absent)


def _warn(reading: Reading, faults: list[CatalogueFault], *, key: str) -> None:
    """The catalogue's faults beside the rows they speak of."""
    rows = {row[key]: row for row in reading.rows}
    for fault in faults:
        row = rows[fault.code]
        value = f"{fault.code} {row.values.get(fault.field) or ''}".strip() if fault.field != key else fault.code
        reading.warn(row, fault.field, fault.problem, fault.remedy, value)
