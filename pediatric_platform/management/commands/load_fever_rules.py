from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext as _

from delegations.management.loading import LoadCommand
from delegations.tabular import Reading
from delegations.upsert import Upserted
from pediatric_platform.actions.fever_kit import load_fever_rules
from pediatric_platform.fever_sheets import FEVER_RULES


class Command(LoadCommand):
    """Loads the golden hour's numbers."""

    help = "Load the golden hour's numbers from a CSV file (repeatable; a file with faults changes nothing)"
    sheet = FEVER_RULES
    default_file = Path(__file__).resolve().parents[2] / "data" / "fever_rules.csv"

    def write(self, readings: list[Reading]) -> Iterable[tuple[str, Upserted]]:
        yield _("Reglas de la hora dorada"), load_fever_rules(rows=[row.values for row in readings[0].rows])
