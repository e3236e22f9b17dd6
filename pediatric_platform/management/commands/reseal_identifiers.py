"""`manage.py reseal_identifiers`: children's identifiers after IDENTIFIER_KEY changed, before the former is gone."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from pediatric_platform.actions.identifier_seals import reseal_identifiers


class Command(BaseCommand):
    help = "Seals children's identifiers with IDENTIFIER_KEY; what IDENTIFIER_KEY_FALLBACKS sealed is opened once more."

    def handle(self, *args: Any, **options: Any) -> None:
        count = reseal_identifiers(by=None)
        self.stdout.write(f"{count} children sealed anew. IDENTIFIER_KEY_FALLBACKS may be emptied.")
