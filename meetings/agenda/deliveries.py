"""What was sent and has not come. Supply orders are not kept here yet, and the matter says so."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.charts.numbers import grouped
from delegations.wording import spelled
from meetings.agenda.matter import Facts, Line, Matter, link
from meetings.models import AgendaKind

MINUTES, LEAST = 5, 2


def deliveries(facts: Facts) -> Matter:
    told = facts.country["transfers"]
    body = _("Traspasos entre lugares del instituto que no han llegado en su día.")
    if not told["orders_kept"]:
        body += " " + _("Los pedidos a proveedores aún no se llevan aquí: su cumplimiento no se puede medir.")
    whose = {
        row["id"]: figures
        for figures in facts.places.values()
        if figures["kind"] == "delegation"
        for row in figures["transfers"]["lines"]
    }
    lines = [
        Line(
            _("%(origin)s → %(destination)s, %(pieces)s piezas")
            % {"origin": row["origin"], "destination": row["destination"], "pieces": grouped(row["pieces"])},
            _("se esperaba el %(day)s") % {"day": spelled(date.fromisoformat(row["expected_on"]), "j M")}
            + " · "
            + ngettext("%(n)d día tarde", "%(n)d días tarde", row["days"]) % {"n": row["days"]},
            link("supply:transfer", row["id"]),
            whose[row["id"]]["code"] if row["id"] in whose else "",
        )
        for row in told["lines"]
    ]
    return Matter(
        AgendaKind.FILL_RATE, body, MINUTES if lines else LEAST, lines, n=told["late"], of=told["late"],
        as_of=facts.now, stands=not told["orders_kept"],
    )  # fmt: skip
