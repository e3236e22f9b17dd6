"""Hospitals whose electronic record stands still."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from delegations.wording import spelled
from meetings.agenda.matter import Facts, Line, Matter, link
from meetings.figures.shape import RolloutLine
from meetings.models import AgendaKind
from pediatric_platform.models import BlockedBy, MilestoneKind
from pediatric_platform.rollout_rules import Standing

MINUTES = 5


def rollout(facts: Facts) -> Matter:
    told = facts.country["rollout"]
    whose = {
        row["clues"]: figures["code"]
        for figures in facts.places.values()
        if figures["kind"] == "delegation"
        for row in figures["rollout"]["lines"]
    }
    return Matter(
        AgendaKind.ROLLOUT,
        _("Hospitales donde el expediente electrónico está detenido o pasó de su fecha, y qué lo detiene."),
        MINUTES,
        [_line(row, whose.get(row["clues"], "")) for row in told["lines"]],
        n=told["blocked"] + told["late"],
        of=told["blocked"] + told["late"],
        as_of=facts.now,
    )


def _line(row: RolloutLine, delegation: str) -> Line:
    step = str(MilestoneKind(row["milestone"]).label) if row["milestone"] else ""
    why = str(BlockedBy(row["blocked_by"]).label) if row["blocked_by"] else str(Standing(row["standing"]).label)
    since = spelled(date.fromisoformat(row["since"]), "j M") if row["since"] else ""
    return Line(
        " · ".join(part for part in (row["unit"], step, why) if part),
        _("desde el %(day)s") % {"day": since} if since else "",
        link("pediatric:rollout-site", row["clues"]),
        delegation,
        row["clues"],
    )
