from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from delegations.models import AuditEvent
from supply.models import SignKind
from supply.simulation.replenishment.run import FINISHED, ReplenishmentSimulationRefused, simulate_replenishment


class Command(BaseCommand):
    """Adds replenishment to a simulated country: forecasts, levels, requisitions, redistribution, recalls, loans."""

    help = (
        "Compute forecasts, levels and signs of a simulated country, and simulate requisitions, transfer orders, "
        "redistribution, recalls and loans (seeded; a second run changes nothing)"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=2026, help="the same seed makes the same (2026)")

    def handle(self, *args: Any, **options: Any) -> None:
        if AuditEvent.objects.filter(type=FINISHED).exists():
            self.stdout.write("El reabasto simulado ya está; no se cambió nada.")
            return
        began = time.monotonic()
        try:
            made = simulate_replenishment(now=timezone.now(), seed=options["seed"])
        except ReplenishmentSimulationRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        counts = made.counts
        signs = ", ".join(f"{SignKind(kind).label.lower()} {n}" for kind, n in sorted(made.signs.items()))
        self.stdout.write(
            f"Listo: {counts['expected']} órdenes con fecha esperada, {counts['forecasts']} pronósticos, "
            f"{counts['levels']} niveles; {counts['requisitions']} requisiciones, {counts['transfer_orders']} órdenes "
            f"de traspaso a mano, {counts['redistributions']} redistribuciones, {counts['recalls']} retiros, "
            f"{counts['partners']} instituciones, {counts['loans']} préstamos. Señales: {signs or 'ninguna'}. "
            f"{time.monotonic() - began:.1f} s"
        )
        if options["verbosity"] > 1:
            self.stdout.write(", ".join(f"{name} {seconds:.1f} s" for name, seconds in made.seconds.items()))
