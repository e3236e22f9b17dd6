from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext as _

from delegations.management.loading import LoadCommand
from delegations.tabular import Reading
from delegations.upsert import Upserted
from pediatric_platform.actions.case_rules import load_case_clocks, load_severity_rules
from pediatric_platform.case_sheets import CLOCKS, SEVERITIES

DATA = Path(__file__).resolve().parents[2] / "data"


class Command(LoadCommand):
    """Loads how grave cases are and how long each level has for them."""

    help = "Load the severities and the clocks of cases (repeatable; a file with faults changes nothing)"
    sheet = SEVERITIES
    default_file = DATA / "severity_rules.csv"

    def load(self, path: Path, *, dry_run: bool, verbosity: int) -> None:
        """`--file` names the severities; the clocks stand beside them under their own name."""
        readings = [self.read(path, SEVERITIES), self.read(path.parent / "case_clocks.csv", CLOCKS)]
        for row in readings[1].rows:
            if row["remind_minutes"] >= row["minutes"]:
                readings[1].refuse(
                    row,
                    "remind_minutes",
                    _("El recordatorio llegaría después del límite."),
                    _("Ponga menos minutos que los del límite."),
                )
        self.refuse_if_faulty(readings, verbosity)
        self.write_all(readings, dry_run=dry_run, verbosity=verbosity)

    def write(self, readings: list[Reading]) -> Iterable[tuple[str, Upserted]]:
        severities, clocks = readings
        yield _("Reglas de gravedad"), load_severity_rules(rows=[row.values for row in severities.rows])
        yield _("Relojes de casos"), load_case_clocks(rows=[row.values for row in clocks.rows])
