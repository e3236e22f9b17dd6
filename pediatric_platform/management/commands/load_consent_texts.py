from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext as _

from delegations.management.loading import LoadCommand
from delegations.tabular import Reading
from delegations.upsert import Upserted
from pediatric_platform.actions.consents import load_consent_texts
from pediatric_platform.consent_sheets import CONSENT_TEXTS
from pediatric_platform.models import Consent, ConsentText


class Command(LoadCommand):
    """Loads what guardians agree to. A version that somebody agreed to is never changed: write the next one."""

    help = "Load the texts of the guardians' consent from a CSV (repeatable; faults change nothing)"
    sheet = CONSENT_TEXTS
    default_file = Path(__file__).resolve().parents[2] / "data" / "consent_texts.csv"

    def check_rows(self, reading: Reading) -> None:
        agreed = {
            text.version: text
            for text in ConsentText.objects.filter(pk__in=Consent.objects.values("text")).order_by("version")
        }
        for row in reading.rows:
            kept = agreed.get(row["version"])
            if kept and (kept.since, kept.body, kept.body_en) != (row["since"], row["body"], row["body_en"]):
                reading.refuse(
                    row,
                    "body",
                    _("Hay familias que aceptaron esta versión con otras palabras."),
                    _("Deje esa fila como estaba y agregue otra con una versión nueva."),
                    value=row["version"],
                )

    def write(self, readings: list[Reading]) -> Iterable[tuple[str, Upserted]]:
        yield _("Textos de consentimiento"), load_consent_texts(rows=[row.values for row in readings[0].rows])
