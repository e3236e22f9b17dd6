from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext as _

from delegations.actions.holidays import load_holidays
from delegations.management.loading import LoadCommand
from delegations.sheets import HOLIDAYS
from delegations.tabular import Reading
from delegations.upsert import Upserted


class Command(LoadCommand):
    """Loads the days of rest that clocks of working time leave out."""

    help = "Load the days of rest of the country from CSV (repeatable; a file with faults changes nothing)"
    sheet = HOLIDAYS
    default_file = Path(__file__).resolve().parents[2] / "data" / "holidays.csv"

    def write(self, readings: list[Reading]) -> Iterable[tuple[str, Upserted]]:
        yield _("Días de descanso"), load_holidays(rows=[row.values for row in readings[0].rows])
