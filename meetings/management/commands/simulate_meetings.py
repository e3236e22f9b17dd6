from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from delegations.models import AuditEvent
from meetings.models import AgreementState
from meetings.simulation.ground import MeetingSimulationRefused
from meetings.simulation.run import FINISHED, simulate_meetings


class Command(BaseCommand):
    """Adds meetings to a simulated country: those that were, with what they agreed, and the next one."""

    help = "Simulate sessions, reviews, agreements and minutes (seeded, repeatable; a second run changes nothing)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=2026, help="the same seed makes the same meetings (2026)")

    def handle(self, *args: Any, **options: Any) -> None:
        if AuditEvent.objects.filter(type=FINISHED).exists():
            self.stdout.write("Las sesiones simuladas ya están; no se cambió nada.")
            return
        began, worked = time.monotonic(), time.process_time()
        try:
            made = simulate_meetings(now=timezone.now(), seed=options["seed"])
        except MeetingSimulationRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        states = ", ".join(f"{AgreementState(state).label.lower()} {n}" for state, n in sorted(made.by_state.items()))
        self.stdout.write(
            f"Listo: {made.meetings} sesiones celebradas, {made.people} asistencias, {made.reviews} revisiones, "
            f"{made.snapshots} cifras congeladas, {made.agreements} acuerdos ({states}), {made.signed} minutas "
            f"firmadas, {made.papers} PDF, {made.notices} avisos; convocadas: {made.called or 'ninguna'}; "
            f"{time.monotonic() - began:.1f} s ({time.process_time() - worked:.1f} s de este proceso)"
        )
