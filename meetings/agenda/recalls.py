"""Recalled lots that somebody holds and has not answered for in time: they may still be on a shelf."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from delegations.charts.numbers import grouped
from delegations.wording import spelled
from meetings.agenda.matter import Facts, Line, Matter, link, moment
from meetings.figures.shape import RecallLine
from meetings.models import AgendaKind

MINUTES = 5


def recalls(facts: Facts) -> Matter:
    told = facts.country.get("recalls")
    whose = {
        (row["id"], row["place"]): figures["code"]
        for figures in facts.places.values()
        if figures["kind"] == "delegation"
        for row in figures.get("recalls", {}).get("lines", [])
    }
    n = told["overdue"] if told else 0
    return Matter(
        AgendaKind.RECALLS,
        _("Lotes retirados cuyo plazo para responder ya venció: nadie ha dicho que están apartados."),
        MINUTES,
        [_line(row, whose.get((row["id"], row["place"]), "")) for row in (told["lines"] if told else ())],
        n=n,
        of=n,
        as_of=facts.now,
    )


def _line(row: RecallLine, delegation: str) -> Line:
    due = moment(row["deadline_at"])
    assert due is not None
    return Line(
        _("%(folio)s · %(drug)s · %(place)s, %(pieces)s piezas según el libro")
        % {**row, "pieces": grouped(row["pieces"])},
        _("venció el %(day)s") % {"day": spelled(timezone.localtime(due), "j M H:i")},
        link("supply:recall", row["id"]),
        delegation,
        row["clues"],
    )
