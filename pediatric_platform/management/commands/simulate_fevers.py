from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from delegations.models import AuditEvent
from pediatric_platform.simulation.fever import FINISHED, FeverSimulationRefused, simulate_fevers


class Command(BaseCommand):
    """Adds episodes of fever, past and running, to a simulated country with children."""

    help = "Simulate the golden hour (seeded, repeatable; a second run changes nothing)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=2026, help="the same seed makes the same episodes (2026)")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SIMULATED:
            raise CommandError("Sólo en un país simulado (ONCOABASTO_SIMULATED=1).")
        if AuditEvent.objects.filter(type=FINISHED).exists():
            self.stdout.write("Los episodios simulados ya están; no se cambió nada.")
            return
        began = time.monotonic()
        try:
            made = simulate_fevers(now=timezone.now(), seed=options["seed"])
        except FeverSimulationRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"Listo: {made.treated} episodios con antibiótico, {made.closed} cerrados sin él, {made.running} en curso, "
            f"{made.stamps} sellos; {time.monotonic() - began:.1f} s"
        )
