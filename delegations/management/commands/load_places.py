from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from delegations.actions.directory import open_places
from delegations.management.loading import summary
from delegations.models import Delegation


class Command(BaseCommand):
    """Opens the places that delegations and units must have; there is no list of them to read."""

    help = "Open the warehouses, pharmacies, mixing centres and transits of what is loaded (repeatable)"

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("es-mx"):
            if not Delegation.objects.exists():
                raise CommandError(_("No hay delegaciones: cárguelas primero con load_delegations y load_units."))
            done = open_places()
            if options["verbosity"]:
                self.stdout.write(summary(_("Lugares"), done))
