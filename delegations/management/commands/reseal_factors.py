"""`manage.py reseal_factors`: second factors after a change of SECRET_KEY, before its former value is forgotten."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from delegations.actions.factor_seals import reseal_factors


class Command(BaseCommand):
    help = "Seals the secrets of second factors with SECRET_KEY; what SECRET_KEY_FALLBACKS sealed is opened once more."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{reseal_factors(by=None)} sealed anew. SECRET_KEY_FALLBACKS may be emptied.")
