from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext as _

from delegations.management.loading import LoadCommand
from delegations.tabular import Reading
from delegations.upsert import Upserted
from pediatric_platform.actions.regimens import load_guards
from pediatric_platform.regimen_sheets import GUARDS


class Command(LoadCommand):
    """Loads the safety rules of regimens and doses."""

    help = "Load the safety rules from a CSV file (repeatable; a file with faults changes nothing)"
    sheet = GUARDS
    default_file = Path(__file__).resolve().parents[2] / "data" / "guards.csv"

    def write(self, readings: list[Reading]) -> Iterable[tuple[str, Upserted]]:
        yield _("Reglas de seguridad"), load_guards(rows=[row.values for row in readings[0].rows])
