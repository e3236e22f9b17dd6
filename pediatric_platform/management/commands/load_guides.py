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
from pediatric_platform.actions.guides import load_guides
from pediatric_platform.guide_sheets import GUIDES, LINKS, STATEMENTS, VERSIONS
from pediatric_platform.models import Diagnosis, Protocol

DATA = Path(__file__).resolve().parents[2] / "data"
SHEETS = (("guides", GUIDES), ("guide_versions", VERSIONS), ("guide_statements", STATEMENTS), ("guide_links", LINKS))


class Command(LoadCommand):
    """Loads the publicly known guidelines and norms, all or nothing."""

    help = "Load guides, versions, statements and links from four CSV files (repeatable; nothing published changes)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=DATA, help="another folder with the four files")
        parser.add_argument("--dry-run", action="store_true", help="read, check and compare; change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("es-mx"):
            readings = [self.read(options["folder"] / f"{name}.csv", sheet) for name, sheet in SHEETS]
            self.compare(*readings)
            self.refuse_if_faulty(readings, options["verbosity"])
            self.write_all(readings, dry_run=options["dry_run"], verbosity=options["verbosity"])

    def compare(self, guides: Reading, versions: Reading, statements: Reading, links: Reading) -> None:
        """Each file names only what another has, or the database."""
        codes = {row["code"] for row in guides.rows}
        numbers = {(row["code"], row["number"]) for row in versions.rows}
        for reading in (versions, links):
            for row in reading.rows:
                if row["code"] not in codes:
                    reading.refuse(row, "code", _("Ninguna guía del archivo tiene esa clave."))
        for row in statements.rows:
            if (row["code"], row["number"]) not in numbers:
                statements.refuse(row, "number", _("Ninguna versión del archivo es esa."))
        running = [row["code"] for row in versions.rows if row["state"] == "current"]
        for row in versions.rows:
            if running.count(row["code"]) > 1:
                versions.refuse(row, "state", _("La guía tiene más de una versión vigente."))
        known = {
            "protocol": set(Protocol.objects.values_list("code", flat=True)),
            "diagnosis": set(Diagnosis.objects.values_list("code", flat=True)),
        }
        for row in links.rows:
            named = [name for name in ("protocol", "diagnosis", "inn") if row[name]]
            if len(named) != 1:
                links.refuse(row, "code", _("Cada renglón nombra una cosa."))
            elif named[0] in known and row[named[0]] not in known[named[0]]:
                links.refuse(row, named[0], _("No está cargado."))

    def write(self, readings: list[Reading]) -> Iterable[tuple[str, Upserted]]:
        guides, versions, statements, links = ([row.values for row in reading.rows] for reading in readings)
        done = load_guides(guides=guides, versions=versions, statements=statements, links=links)
        yield _("Guías"), done.guides
        yield _("Versiones"), done.versions
        yield _("De qué tratan"), done.links
