from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from delegations.cells import BadCell
from delegations.management.loading import LoadCommand
from delegations.tabular import Reading
from delegations.upsert import Upserted
from pediatric_platform.actions.regimens import load_diagnoses, load_regimens
from pediatric_platform.actions.regimens.load import drug_names
from pediatric_platform.models import Diagnosis
from pediatric_platform.regimen_facts import parse_cap, parse_dose
from pediatric_platform.regimen_sheets import DIAGNOSES, PROTOCOLS, REGIMENS
from pediatric_platform.simulated_committee import convene

DATA = Path(__file__).resolve().parents[2] / "data"
APPROVED_AGO = timedelta(days=3 * 365)  # before any simulated plan began


class Command(LoadCommand):
    """Loads diagnoses, protocols and the published facts of regimens, all or nothing; what is new comes as a draft."""

    help = "Load diagnoses, protocols and regimens from three CSV files (repeatable; nothing approved is touched)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name in ("diagnoses", "protocols", "regimens"):
            parser.add_argument(f"--{name}", type=Path, default=None, help="another CSV than the one that comes along")
        parser.add_argument("--file", type=Path, default=None, dest="regimens", help="the same as --regimens")
        parser.add_argument(
            "--approve-as",
            metavar="BODY",
            help="simulated data only: an invented committee approves what the facts allow and sets the standards",
        )
        parser.add_argument("--dry-run", action="store_true", help="read, check and compare; change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["approve_as"] and not settings.SIMULATED:
            raise CommandError("--approve-as invents an approval: it is for simulated data (ONCOABASTO_SIMULATED=1).")
        with translation.override("es-mx"):
            readings = [
                self.read(options[name] or DATA / f"{name}.csv", sheet)
                for name, sheet in (("diagnoses", DIAGNOSES), ("protocols", PROTOCOLS), ("regimens", REGIMENS))
            ]
            self.compare(*readings)
            self.refuse_if_faulty(readings, options["verbosity"])
            self.write_all(readings, dry_run=options["dry_run"], verbosity=options["verbosity"])
            if options["approve_as"] and not options["dry_run"]:
                self.convene(options["approve_as"], readings[1], options["verbosity"])

    def convene(self, body: str, protocols: Reading, verbosity: int) -> None:
        """The invented committee; safety rules come first, or it would approve what they stop."""
        call_command("load_guards", verbosity=0)
        done = convene(
            body=body,
            on=timezone.localdate() - APPROVED_AGO,
            standards={row["code"] for row in protocols.rows if row["standard"]},
            cautioned={row["code"] for row in protocols.rows if row["caution"]},
        )
        if verbosity:
            self.stdout.write(
                _("%(body)s: aprobados %(approved)d (con corrección %(corrected)d), en borrador %(left)d.")
                % {
                    "body": body,
                    "approved": len(done.approved),
                    "corrected": len(done.corrected),
                    "left": len(done.left),
                }
            )

    def compare(self, diagnoses: Reading, protocols: Reading, regimens: Reading) -> None:
        """Each protocol needs its diagnosis, each line its protocol, a drug of the catalogue, and sound cells."""
        known = {row["code"] for row in diagnoses.rows} | set(Diagnosis.objects.values_list("code", flat=True))
        for row in protocols.rows:
            if row["diagnosis"] not in known:
                protocols.refuse(row, "diagnosis", _("No está en la lista de diagnósticos."), _("Agréguelo a ella."))
        codes, names = {row["code"] for row in protocols.rows}, drug_names()
        heads: dict[tuple[str, int], Any] = {}
        for row in regimens.rows:
            if row["regimen_id"] not in codes:
                regimens.refuse(row, "regimen_id", _("No está en la lista de protocolos."), _("Agréguelo a ella."))
            if row["drug_inn"] not in names:
                regimens.refuse(
                    row,
                    "drug_inn",
                    _("El catálogo no tiene ese medicamento."),
                    _("Cargue el catálogo, o agréguelo a los medicamentos sin clave."),
                )
            column = "dose_unit"
            try:
                dose = parse_dose(row["dose"], row["dose_unit"], row["doses_per_day"])
                column = "max_single_dose"
                parse_cap(row["max_single_dose"], dose.unit)
            except BadCell as bad:
                regimens.refuse(row, column, bad.problem, bad.remedy)
            head = heads.setdefault((row["regimen_id"], row["phase_order"]), row)
            for column in ("phase", "cycle_days", "cycles", "day_origin"):
                if row[column] != head[column]:
                    regimens.refuse(
                        row,
                        column,
                        _("Contradice a la fila %(row)d, que es de la misma fase.") % {"row": head.number},
                        _("Escriba lo mismo en todas las filas de una fase."),
                    )

    def write(self, readings: list[Reading]) -> Iterable[tuple[str, Upserted]]:
        diagnoses, protocols, regimens = ([row.values for row in reading.rows] for reading in readings)
        yield _("Diagnósticos"), load_diagnoses(rows=diagnoses)
        loaded = load_regimens(protocols=protocols, rows=regimens)
        yield _("Protocolos"), loaded.protocols
        yield _("Esquemas"), loaded.versions()
        for code, regimen in loaded.drafts.items():
            if regimen.version > 1:
                self.stdout.write(
                    _("%(code)s: el archivo cambió; quedó en borrador la versión %(version)d.")
                    % {"code": code, "version": regimen.version}
                )
