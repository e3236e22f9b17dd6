from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext as _

from delegations.cells import boolean, integer, text
from delegations.management.loading import LoadCommand
from delegations.tabular import Field, Reading, Sheet
from delegations.upsert import Upserted
from pediatric_platform.actions.rollout.items import load_items

ITEMS = Sheet(
    "visit_items.csv",
    [
        Field("code", text(40)),
        Field("text", text(240)),
        Field("position", integer(1, 500)),
        Field("is_active", boolean),
    ],
    unique=("code",),
)


class Command(LoadCommand):
    """Loads the questions of verification visits; one that is no longer asked is marked, never deleted."""

    help = "Load the questions of verification visits from a CSV file (repeatable)"
    sheet = ITEMS
    default_file = Path(__file__).resolve().parents[2] / "data" / "visit_items.csv"

    def write(self, readings: list[Reading]) -> Iterable[tuple[str, Upserted]]:
        yield _("Preguntas de las visitas"), load_items(rows=[row.values for row in readings[0].rows])
