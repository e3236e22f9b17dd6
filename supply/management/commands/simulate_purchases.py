from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from delegations.models import AuditEvent
from supply.models import SupplyOrderState
from supply.simulation.purchasing.run import FINISHED, PurchaseSimulationRefused, simulate_purchases


class Command(BaseCommand):
    """Adds purchases to a simulated country: suppliers, procedures, contracts, orders and deliveries."""

    help = (
        "Simulate suppliers, procedures, contracts, supply orders and deliveries (seeded; a second run changes nothing)"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=2026, help="the same seed makes the same purchases (2026)")

    def handle(self, *args: Any, **options: Any) -> None:
        if AuditEvent.objects.filter(type=FINISHED).exists():
            self.stdout.write("Las compras simuladas ya están; no se cambió nada.")
            return
        began = time.monotonic()
        try:
            made = simulate_purchases(now=timezone.now(), seed=options["seed"])
        except PurchaseSimulationRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        states = ", ".join(f"{SupplyOrderState(state).label.lower()} {n}" for state, n in sorted(made.by_state.items()))
        self.stdout.write(
            f"Listo: {made.suppliers} proveedores, {made.orders} órdenes de suministro ({states}), "
            f"{made.deliveries} entregas, {made.adjustments} ajustes para mirar; {time.monotonic() - began:.1f} s"
        )
