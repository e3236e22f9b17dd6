"""`manage.py check_coverage [--json]`: computes every unit's answers anew, writes nothing and says which differ."""

from __future__ import annotations

import json
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from supply.actions.coverage import differences
from supply.selectors.coverage_due import units_to_cover, units_with_packages

SHOWN = 20


class Command(BaseCommand):
    help = "Computes every unit's coverage anew and compares it with what is stored. Exit status 1 when not equal."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="One line of JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        start, now = time.monotonic(), timezone.now()
        packages, faults = 0, []
        # What waits to be computed differs by right.
        waiting = set(units_to_cover(now))
        units = [unit for unit in units_with_packages(now) if unit.pk not in waiting]
        for unit in units:
            looked_at, different = differences(unit=unit, now=now)
            packages += looked_at
            faults += [{"unit": unit.clues, "reference": reference} for reference in different]
        seconds = round(time.monotonic() - start, 2)
        if options["json"]:
            told = {"ok": not faults, "units": len(units), "packages": packages, "waiting": len(waiting)}
            self.stdout.write(
                json.dumps(told | {"seconds": seconds, "fault_count": len(faults), "faults": faults[:SHOWN]})
            )
        else:
            self._tell(len(units), packages, len(waiting), faults, seconds)
        if faults:
            raise SystemExit(1)

    def _tell(self, units: int, packages: int, waiting: int, faults: list[dict[str, str]], seconds: float) -> None:
        verdict = _("La cobertura guardada no es la que sale.") if faults else _("La cobertura está bien.")
        mark = self.style.ERROR("✗") if faults else self.style.SUCCESS("✓")
        self.stdout.write(
            f"{mark} {verdict} "
            + _("%(units)d unidades, %(packages)d paquetes, %(seconds).1f s.")
            % {"units": units, "packages": packages, "seconds": seconds}
        )
        if waiting:
            self.stdout.write("    " + _("Sin comprobar, esperan su cálculo: %d unidades.") % waiting)
        for fault in faults[:SHOWN]:
            self.stdout.write(f"    {fault['unit']} {fault['reference']}")
        if len(faults) > SHOWN:
            self.stdout.write("    " + _("… y %d más") % (len(faults) - SHOWN))
