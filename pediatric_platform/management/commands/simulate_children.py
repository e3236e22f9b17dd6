from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from pediatric_platform.simulation.run import Simulation, SimulationRefused, already_made


class Command(BaseCommand):
    """Adds children to a simulated country: six hospitals, families, plans, what was given, stock, mixtures."""

    help = "Simulate children in treatment in a simulated country (seeded, repeatable; a second run changes nothing)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--children", type=int, default=506, help="how many (506)")
        parser.add_argument("--seed", type=int, default=2026, help="the same seed makes the same children (2026)")
        parser.add_argument("--no-check", action="store_true", help="leave out the proof of the ledger at the end")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["children"] < 6:
            raise CommandError("Simule al menos seis: una niña o un niño por hospital.")
        try:
            if already_made():
                self.stdout.write("Las niñas y los niños simulados ya están; no se cambió nada.")
                return
            simulation = Simulation(children=options["children"], seed=options["seed"], tell=self.tell)
            done = simulation.run(timezone.now())
        except SimulationRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        if not options["no_check"]:
            call_command("check_ledger", stdout=self.stdout)
        mixtures = ", ".join(f"{state} {count}" for state, count in sorted(done.mixtures.items()))
        self.stdout.write(
            f"Listo: {done.children} niñas y niños en {len(done.units)} hospitales, {done.guardians} familiares, "
            f"{done.sessions_given} sesiones aplicadas, {done.sessions_to_come} por venir, {done.doses} dosis, "
            f"{done.promises} promesas, mezclas: {mixtures}; "
            f"{done.stock.get('pieces', 0)} piezas recibidas; {sum(done.seconds.values()):.1f} s"
        )

    def tell(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
