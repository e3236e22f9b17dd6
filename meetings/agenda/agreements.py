"""Agreements of earlier meetings of the series that were broken, or whose day has passed."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from delegations.wording import spelled, unstopped
from meetings.agenda.matter import Facts, Line, Matter, link
from meetings.figures.shape import AgreementLine
from meetings.models import AgendaKind, AgreementState

MINUTES_EACH, LEAST, MOST = 2, 5, 30


def agreements(facts: Facts) -> Matter:
    known = facts.country["agreements"]
    late = [row for row in (*known["last"], *known["older"]) if row["is_late"] or row["state"] == AgreementState.BROKEN]
    late.sort(key=lambda row: (row["due_on"], row["folio"]))
    where = {
        row["folio"]: key
        for key, figures in facts.places.items()
        for row in (*figures["agreements"]["last"], *figures["agreements"]["older"])
    }
    return Matter(
        AgendaKind.AGREEMENTS,
        _("Lo que se acordó en sesiones anteriores, ya venció y no se ha cumplido. De cada uno: qué falta y cuándo."),
        min(MOST, max(LEAST, MINUTES_EACH * len(late))),
        [_line(row, where.get(row["folio"], ""), facts) for row in late],
        n=len(late),
        as_of=facts.now,
    )


def _line(row: AgreementLine, key: str, facts: Facts) -> Line:
    due = date.fromisoformat(row["due_on"])
    figures = facts.places.get(key)
    is_unit = figures is not None and figures["kind"] == "unit"
    return Line(
        _("%(folio)s · %(text)s · %(owner)s")
        % {"folio": row["folio"], "text": unstopped(row["text"]), "owner": row["owner"]},
        _("venció el %(day)s") % {"day": spelled(due, "j M")},
        link("meetings:agreement", row["folio"]),
        figures["delegation"] if figures else "",
        key if is_unit else "",
    )
