"""Computes where stock should stand, of every unit or of some: what the workers do each night."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from delegations.models import Unit
from supply.actions.levels import plan_units


class Command(BaseCommand):
    help = "Computes levels, stock-out dates and expiry risks of every unit and drug, or of the units named."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--unit", action="append", default=[], metavar="CLUES", help="only this unit (repeatable)")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        units = None
        if named := [clues.upper() for clues in options["unit"]]:
            found = dict(Unit.objects.filter(clues__in=named).values_list("clues", "pk"))
            if unknown := sorted(set(named) - found.keys()):
                raise CommandError(_("No hay unidad con CLUES %(clues)s.") % {"clues": ", ".join(unknown)})
            units = list(found.values())
        pairs = plan_units(units=units)
        took = time.monotonic() - started
        self.stdout.write(_("%(n)d niveles calculados en %(s).1f s.") % {"n": pairs, "s": took})
