from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from delegations.models import AuditEvent
from pediatric_platform.simulation.cases import FINISHED, CaseSimulationRefused, simulate_cases


class Command(BaseCommand):
    """Adds cases of every state and level, and the demand that was not met, to a simulated country with children."""

    help = "Simulate cases (seeded, repeatable; a second run changes nothing)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=2026, help="the same seed makes the same cases (2026)")

    def handle(self, *args: Any, **options: Any) -> None:
        if AuditEvent.objects.filter(type=FINISHED).exists():
            self.stdout.write("Los casos simulados ya están; no se cambió nada.")
            return
        began = time.monotonic()
        try:
            made = simulate_cases(now=timezone.now(), seed=options["seed"])
        except CaseSimulationRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        states = ", ".join(f"{state} {count}" for state, count in sorted(made.by_state.items()))
        self.stdout.write(
            f"Listo: {made.cases} casos ({states}), {made.attachments} archivos, {made.notices} avisos, "
            f"{made.unmet} demandas no cubiertas; {time.monotonic() - began:.1f} s"
        )
