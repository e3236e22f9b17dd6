from __future__ import annotations

import os
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Sum
from django.utils import timezone

from supply.models import DelegationWeek
from supply.simulation.run import Simulation, SimulationRefused, Summary, already_made
from supply.weeks import IsoWeek

# Of every simulated account; bin/demo names its own. They open nothing but simulated data.
PASSWORD = "abasto-simulado"  # noqa: S105


def week(text: str) -> IsoWeek:
    try:
        return IsoWeek.parse(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} no es una semana, por ejemplo 2026-W46") from error


class Command(BaseCommand):
    """Makes a simulated country in a database that holds the organisation and the catalogue, and nothing else."""

    help = "Simulate a country: assortments, people, weeks of movements, reports and boards (seeded, repeatable)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--weeks", type=int, default=26, help="weeks to simulate (26)")
        parser.add_argument("--seed", type=int, default=2026, help="the same seed makes the same country (2026)")
        parser.add_argument("--until", type=week, default=None, help="last week, e.g. 2026-W46 (the last that is over)")
        parser.add_argument("--password", default=None, help="of the accounts to try each role with")
        parser.add_argument("--progress", action="store_true", help="also tell the seconds of each stage")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        # The westernmost zone ends its week last.
        newest = IsoWeek.last_complete(now, ZoneInfo("America/Tijuana"))
        until = options["until"] or newest
        if until > newest:
            raise CommandError(f"La semana {until} no ha terminado en todo el país; la última completa es {newest}.")
        if options["weeks"] < 1:
            raise CommandError("Simule al menos una semana.")
        password = options["password"] or os.environ.get("ONCOABASTO_DEMO_PASSWORD") or PASSWORD
        try:
            if already_made(until):
                self.stdout.write(f"La simulación ya llega a {until}; no se cambió nada.")
                return
            simulation = Simulation(
                weeks=options["weeks"],
                seed=options["seed"],
                until=until,
                password=password,
                tell=self.tell,
            )
            summary = simulation.run(now)
        except SimulationRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        if "check_ledger" in get_commands():
            call_command("check_ledger", stdout=self.stdout)
        self.sum_up(summary, until, with_stages=options["progress"])

    def tell(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def sum_up(self, summary: Summary, until: IsoWeek, *, with_stages: bool) -> None:
        """What was made, in one line, and the seconds of each stage if asked for."""
        last = DelegationWeek.objects.filter(week=until.monday, place_kind="conjunto")
        out = last.aggregate(total=Sum("pairs_out"))["total"] or 0
        self.stdout.write(
            f"Listo: {summary.units} unidades, {summary.drugs} medicamentos, {summary.pairs} pares, "
            f"{summary.weeks} semanas, {summary.movements} movimientos, {summary.pieces} piezas en existencia, "
            f"{summary.in_transit} en tránsito, {out} pares en cero, {summary.seconds['total']:.1f} s"
        )
        if with_stages:
            for name, seconds in summary.seconds.items():
                self.stdout.write(f"  {name:<14}{seconds:7.1f} s")
            self.stdout.write("  piezas por semana: " + " ".join(str(pieces) for pieces in summary.pieces_by_week))
