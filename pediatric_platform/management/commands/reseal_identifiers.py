"""`manage.py reseal_identifiers`: what is sealed at rest, after IDENTIFIER_KEY changed, before the former is gone."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from pediatric_platform.actions.identifier_seals import reseal_identifiers


class Command(BaseCommand):
    help = (
        "Seals identifiers, contacts and files anew with IDENTIFIER_KEY; IDENTIFIER_KEY_FALLBACKS open them once more."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        done = reseal_identifiers(by=None)
        told = ", ".join(f"{count} {name}" for name, count in done.items()) or "nothing"
        self.stdout.write(f"{told} sealed anew. IDENTIFIER_KEY_FALLBACKS may be emptied.")
