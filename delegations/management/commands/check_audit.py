"""`manage.py check_audit [--json]`: whether the audit trail is whole and nobody could change it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from delegations.selectors.audit_checks import answers, size


class Command(BaseCommand):
    help = (
        "Checks the audit trail: triggers, the application's rights, changes without an action. Status 1 when not ok."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="One line of JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        found, there = list(answers()), size()
        ok = all(answer.ok for answer in found)
        if options["json"]:
            checks = [{"name": answer.name, "ok": answer.ok, "faults": answer.faults} for answer in found]
            self.stdout.write(json.dumps({"ok": ok, **asdict(there), "checks": checks}, ensure_ascii=False))
        else:
            for answer in found:
                mark = self.style.SUCCESS("✓") if answer.ok else self.style.ERROR("✗")
                self.stdout.write(f"{mark} {answer.title}")
                for fault in answer.faults:
                    self.stdout.write(f"    {fault}")
            told = _("%(events)d eventos, %(row_changes)d cambios de filas. Sin acción en 30 días: %(unexplained)d.")
            self.stdout.write(told % asdict(there))
            self.stdout.write(_("La auditoría está bien.") if ok else _("La auditoría tiene fallas."))
        if not ok:
            raise SystemExit(1)
