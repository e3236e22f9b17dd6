from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from delegations.models import AuditEvent
from pediatric_platform.simulation.rollout import FINISHED, RolloutSimulationRefused, simulate_rollout


class Command(BaseCommand):
    """Adds the roll-out of the electronic record to a simulated country."""

    help = "Simulate the roll-out of the electronic record (seeded, repeatable; a second run changes nothing)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=2026, help="the same seed makes the same roll-out (2026)")

    def handle(self, *args: Any, **options: Any) -> None:
        if AuditEvent.objects.filter(type=FINISHED).exists():
            self.stdout.write("El despliegue simulado ya está; no se cambió nada.")
            return
        began = time.monotonic()
        try:
            made = simulate_rollout(now=timezone.now(), seed=options["seed"])
        except RolloutSimulationRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"Listo: {made.sites} hospitales en el despliegue, {made.milestones} hitos, {made.people} personas por "
            f"capacitar, {made.trainings} capacitaciones, {made.certificates} constancias, {made.visits} visitas, "
            f"{made.findings} hallazgos; {time.monotonic() - began:.1f} s"
        )
