"""manage.py import_week --week 2026-W46 FILE [--dry-run]: the week of units that keep no ledger here."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.models import Person
from supply.actions.import_week import Imported, import_week
from supply.intake.opening import Opened, open_bytes, open_folder
from supply.intake.reporting import as_dict, condensed, summary
from supply.weeks import IsoWeek


class Command(BaseCommand):
    help = "Load a week: an XLSX, a folder or a ZIP of CSVs with existencias, movimientos and recetas. All or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the XLSX, ZIP or CSV, or a folder of CSVs")
        parser.add_argument("--week", required=True, help="the ISO week, e.g. 2026-W46")
        parser.add_argument("--dry-run", action="store_true", help="go the whole way, then take it back")
        parser.add_argument("--by", default="", metavar="EMAIL", help="load as this person, within their scope")
        parser.add_argument("--json", action="store_true", help="print the outcome as one line of JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options.get("language") or "es-mx"):
            self._run(**options)

    def _run(self, **options: Any) -> None:
        try:
            week = IsoWeek.parse(options["week"])
        except ValueError as error:
            raise CommandError(_("«%(week)s» no es una semana, como 2026-W46.") % {"week": options["week"]}) from error
        outcome = import_week(
            week=week, opened=self._open(options["file"]), by=self._person(options["by"]), dry_run=options["dry_run"]
        )
        if options["json"]:
            self.stdout.write(json.dumps(as_dict(outcome), ensure_ascii=False))
        else:
            self._tell(outcome, options["verbosity"])
        if not outcome.ok:
            raise CommandError(
                ngettext(
                    "%(count)d falta; no se guardó nada.", "%(count)d faltas; no se guardó nada.", len(outcome.faults)
                )
                % {"count": len(outcome.faults)},
                returncode=1,
            )

    def _open(self, path: Path) -> Opened:
        try:
            return open_folder(path) if path.is_dir() else open_bytes(path.read_bytes(), path.name)
        except OSError as error:
            raise CommandError(
                _("No se puede leer %(path)s: %(error)s") % {"path": path, "error": error.strerror}
            ) from error

    def _person(self, email: str) -> Person | None:
        if not email:
            return None
        person = Person.objects.filter(email__iexact=email, is_active=True).first()
        if person is None:
            raise CommandError(_("No hay una persona activa con el correo %(email)s.") % {"email": email})
        return person

    def _tell(self, outcome: Imported, verbosity: int) -> None:
        if verbosity:
            for warning in condensed(outcome.warnings):
                self.stderr.write(self.style.WARNING(_("Aviso: %(text)s") % {"text": warning}))
        for fault in outcome.faults:
            self.stderr.write(self.style.ERROR(str(fault)))
        if outcome.ok and verbosity:
            for line in summary(outcome):
                self.stdout.write(line)
