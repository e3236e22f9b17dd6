"""`manage.py check_ledger [--json]`: proves the whole ledger and says what it looked at."""

from __future__ import annotations

import json
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from supply.selectors.ledger_checks import Result, check_ledger, movement_count


class Command(BaseCommand):
    help = (
        "Proves the whole ledger: balances, past days, reversals, transfers, closed weeks. Exit status 1 when not ok."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="One line of JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        start = time.monotonic()
        results = []
        for result in check_ledger():
            results.append(result)
            if not options["json"]:
                self._tell(result)
        ok = all(result.ok for result in results)
        movements, seconds = movement_count(), round(time.monotonic() - start, 2)
        if options["json"]:
            self.stdout.write(_line(ok, movements, seconds, results))
        else:
            verdict = _("El libro está bien.") if ok else _("El libro tiene fallas.")
            self.stdout.write(_("%(verdict)s %(movements)d movimientos, %(seconds).1f s.") % {
                "verdict": verdict, "movements": movements, "seconds": seconds,
            })  # fmt: skip
        if not ok:
            raise SystemExit(1)

    def _tell(self, result: Result) -> None:
        mark = self.style.SUCCESS("✓") if result.ok else self.style.ERROR("✗")
        self.stdout.write(f"{mark} {result.title} ({result.checked})")
        for fault in result.faults:
            self.stdout.write("    " + ", ".join(f"{name}={value}" for name, value in fault.items()))
        if result.fault_count > len(result.faults):
            self.stdout.write("    " + _("… y %d más") % (result.fault_count - len(result.faults)))


def _line(ok: bool, movements: int, seconds: float, results: list[Result]) -> str:
    checks = [
        {
            "name": result.name,
            "ok": result.ok,
            "checked": result.checked,
            "fault_count": result.fault_count,
            "faults": result.faults,
        }
        for result in results
    ]
    return json.dumps(
        {"ok": ok, "movements": movements, "seconds": seconds, "checks": checks},
        cls=DjangoJSONEncoder,
        ensure_ascii=False,
    )
