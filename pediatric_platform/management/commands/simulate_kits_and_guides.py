from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from pediatric_platform.models import Guide
from pediatric_platform.simulation.guides import CODE, simulate_guides
from pediatric_platform.simulation.kits import simulate_kits


class Command(BaseCommand):
    """Adds fever kits, doors and readings of guides to a simulated country."""

    help = "Simulate fever kits, doors and who has read which guide (seeded; a second run changes nothing)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=2026, help="the same seed makes the same (2026)")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SIMULATED:
            raise CommandError("Sólo en un país simulado (ONCOABASTO_SIMULATED=1).")
        if Guide.objects.filter(code=CODE).exists():
            self.stdout.write("Los botiquines y las lecturas simuladas ya están; no se cambió nada.")
            return
        now = timezone.now()
        hospitals = simulate_kits(now=now, seed=options["seed"])
        readings = simulate_guides(now=now, seed=options["seed"])
        self.stdout.write(f"Listo: botiquín y puerta en {hospitals} hospitales, {readings} lecturas de guías")
