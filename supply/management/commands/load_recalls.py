from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from supply.actions.recalls.loading import load_recalls
from supply.intake.recalls import grouped, read_list

DATA = Path(__file__).resolve().parents[2] / "data" / "recalls.csv"


class Command(BaseCommand):
    """Loads known recalled and falsified lots: what is here is stopped, what is not is watched. Repeatable."""

    help = "Load known recalled and falsified lots from a list (all or nothing; a second load changes nothing)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--file", type=Path, default=DATA, help="another CSV or XLSX than the one that comes along")
        parser.add_argument("--dry-run", action="store_true", help="read, check and match; change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        with translation.override("es-mx"):
            reading = read_list(path.read_bytes(), path.name)
            products = grouped(reading) if reading.ok else []
            if not reading.ok:
                for fault in reading.faults:
                    self.stderr.write(str(fault))
                raise CommandError(_("La lista tiene faltas; no se guardó nada."))
            loaded = load_recalls(products, by=None, dry_run=options["dry_run"])
            if not options["verbosity"]:
                return
            for recall in loaded.recalls:
                numbers = ", ".join(recall.numbers)  # type: ignore[attr-defined]
                self.stdout.write(
                    f"{recall.folio} {recall.get_state_display()}: {recall.product} "
                    f"[{recall.drug.label if recall.drug else _('fuera del catálogo')}] {numbers}"
                )
            self.stdout.write(
                _("Abiertos: %(opened)d. En vigilancia: %(watched)d. Lotes que ya estaban: %(skipped)d.")
                % {"opened": len(loaded.opened), "watched": len(loaded.watched), "skipped": len(loaded.skipped)}
            )
