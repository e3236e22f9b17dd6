"""`manage.py redistribute [--json] [--week 2026-W46] [--delegation CODE] [--drug CODE] [--whole-packs]`."""

from __future__ import annotations

import json
import time
from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations.models import Delegation
from supply.actions.redistribution.computing import answers, facts_of, summary_of
from supply.models import Drug
from supply.redistributing.sentences import sentence
from supply.selectors.redistribution.world import read_world
from supply.weeks import IsoWeek


class Command(BaseCommand):
    help = "Where what exists should be, as proposals; writes nothing. With --week, as if it were that week's Monday."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="One line of JSON.")
        parser.add_argument(
            "--week",
            help="ISO week, as 2026-W46: dated doses, lives of lots and arrivals as of its Monday, "
            "of the stock there is now (the shelves of another day are not rebuilt).",
        )
        parser.add_argument("--delegation", help="A delegation's code: only within it.")
        parser.add_argument("--drug", help="A drug's code (ten digits, with dots).")
        parser.add_argument("--whole-packs", action="store_true", help="Packs are not opened.")

    def handle(self, *args: Any, **options: Any) -> None:
        started, today = time.monotonic(), timezone.localdate()
        if options["week"]:
            try:
                today = IsoWeek.parse(options["week"]).monday
            except ValueError as fault:
                raise CommandError(_("«%s» no es una semana: escríbala como 2026-W46.") % options["week"]) from fault
        delegation = drug = None
        if options["delegation"]:
            delegation = Delegation.objects.filter(code=options["delegation"]).first()
            if delegation is None:
                raise CommandError(_("No hay delegación con el código «%s».") % options["delegation"])
        if options["drug"]:
            drug = Drug.objects.filter(code=options["drug"]).first()
            if drug is None:
                raise CommandError(_("No hay medicamento con el código «%s».") % options["drug"])
        world = read_world(
            today=today,
            delegation_id=delegation.pk if delegation else None,
            drug_ids=[drug.pk] if drug else None,
            whole_packs=options["whole_packs"],
        )
        found = sorted(answers(world), key=lambda answer: answer.drug)
        summary = summary_of(found)
        labels = {row["drug"]: row["label"] for row in summary["drugs"]}
        proposals = []
        for answer in found:
            for trip in answer.trips:
                facts = facts_of(world, trip, trip.pieces)
                lots = [
                    {"lot": world.lots[lot][0], "expires_on": world.lots[lot][1].isoformat(), "pieces": pieces}
                    for lot, pieces in trip.lots
                ]
                proposals.append(
                    {"drug": labels[answer.drug], "lots": lots, "cost": trip.cost / 100, **facts}
                    | {"why": sentence(facts), "send_by": _send_by(facts, trip.days)}
                )
        if options["json"]:
            told = {"day": today.isoformat(), "seconds": round(time.monotonic() - started, 2), **summary}
            self.stdout.write(json.dumps({**told, "proposals": proposals}, ensure_ascii=False))
            return
        for one in proposals:
            self.stdout.write(f"{one['drug']}: {one['pieces']} · {one['from']} → {one['to']}. {one['why']}")
        before, after = summary["before"], summary["after"]
        self.stdout.write(
            _("Dosis sin cubrir: %(a)d → %(b)d. Por caducar: %(c)d → %(d)d piezas. Propuestas: %(n)d, en %(s).1f s.")
            % {
                "a": before["uncovered"],
                "b": after["uncovered"],
                "c": before["lost"],
                "d": after["lost"],
                "n": len(proposals),
                "s": time.monotonic() - started,
            }
        )


def _send_by(facts: dict[str, Any], days: int) -> str | None:
    from_day = facts["first_dose"]
    if not from_day:
        return None
    return (date.fromisoformat(from_day) - timedelta(days=days)).isoformat()
