"""What the `load_*` commands share: read a CSV, show every fault, change all or nothing, say what changed."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.tabular import Fault, Reading, Sheet, read_csv
from delegations.upsert import Upserted

WARNINGS_SHOWN = 12


class LoadCommand(BaseCommand):
    """A command that brings one table in line with one CSV. Subclasses set `sheet`, `default_file` and `write`."""

    sheet: Sheet
    default_file: Path

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--file", type=Path, default=None, help="another CSV than the one that comes along")
        parser.add_argument("--dry-run", action="store_true", help="read, check and compare; change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options.get("language") or "es-mx"):
            self.load(options["file"] or self.default_file, dry_run=options["dry_run"], verbosity=options["verbosity"])

    def load(self, path: Path, *, dry_run: bool, verbosity: int) -> None:
        """Read, check and write one file; CommandError (status 1, nothing changed) when anything in it is wrong."""
        reading = self.read(path, self.sheet)
        self.check_rows(reading)
        self.refuse_if_faulty([reading], verbosity)
        self.write_all([reading], dry_run=dry_run, verbosity=verbosity)

    def read(self, path: Path, sheet: Sheet) -> Reading:
        """The file against the sheet; CommandError when it cannot be opened."""
        try:
            return read_csv(path, sheet)
        except OSError as error:
            raise CommandError(
                _("No se puede leer %(path)s: %(error)s") % {"path": path, "error": error.strerror}
            ) from error

    def check_rows(self, reading: Reading) -> None:
        """Faults and warnings that need more than one cell, or the database. Nothing by default."""

    def write(self, readings: list[Reading]) -> Iterable[tuple[str, Upserted]]:
        """Call the actions; yield what each did with a name for it. Runs inside one transaction."""
        raise NotImplementedError

    def refuse_if_faulty(self, readings: list[Reading], verbosity: int) -> None:
        """List warnings (some of them) and faults (all of them); CommandError when there is a fault."""
        warnings = [warning for reading in readings for warning in reading.warnings]
        faults = [fault for reading in readings for fault in reading.faults]
        if verbosity:
            shown = warnings if verbosity > 1 else warnings[:WARNINGS_SHOWN]
            for warning in shown:
                self.stderr.write(self.style.WARNING(_("Aviso: %(text)s") % {"text": warning}))
            if len(shown) < len(warnings):
                rest = len(warnings) - len(shown)
                self.stderr.write(
                    ngettext(
                        "Y %(count)d aviso más (-v 2 los muestra).", "Y %(count)d avisos más (-v 2 los muestra).", rest
                    )
                    % {"count": rest}
                )
        for fault in sorted(faults, key=_by_place):
            self.stderr.write(self.style.ERROR(str(fault)))
        if faults:
            raise CommandError(
                ngettext("%(count)d falta; no se cambió nada.", "%(count)d faltas; no se cambió nada.", len(faults))
                % {"count": len(faults)},
                returncode=1,
            )

    def write_all(self, readings: list[Reading], *, dry_run: bool, verbosity: int) -> None:
        """Write in one transaction and report, table by table, what was created, updated and left as it was."""
        try:
            with transaction.atomic():
                results = list(self.write(readings))
                transaction.set_rollback(dry_run)
        except IntegrityError as error:
            raise CommandError(
                _("La base de datos rechazó los datos; no se cambió nada. %(error)s") % {"error": error}
            ) from error
        if verbosity:
            for name, done in results:
                self.stdout.write(summary(name, done) + (_(" (ensayo: no se guardó)") if dry_run else ""))


def summary(name: str, done: Upserted) -> str:
    """One line: «Unidades: 204 nuevas, 0 cambiadas, 0 sin cambio»."""
    text = _("%(name)s: nuevos %(created)d, cambiados %(updated)d, sin cambio %(unchanged)d") % {
        "name": name,
        "created": len(done.created),
        "updated": len(done.updated),
        "unchanged": done.unchanged,
    }
    if done.not_listed:
        text += _(", guardados que el archivo no trae %(count)d") % {"count": done.not_listed}
    return text


def _by_place(fault: Fault) -> tuple[str, int, str]:
    return fault.sheet, fault.row, fault.column
