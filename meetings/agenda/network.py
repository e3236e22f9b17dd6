"""Posts of the supply network without anybody in them."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.charts.numbers import grouped
from meetings.agenda.matter import Facts, Line, Matter, link
from meetings.models import AgendaKind

MINUTES = 5


def network(facts: Facts) -> Matter:
    """By delegation, its hospitals included: where most posts have no titular first."""
    told = facts.country["gaps"]
    rows = [row for row in facts.places.values() if row["kind"] == "delegation"]
    rows = [row for row in rows if row["gaps"]["no_titular"] or row["gaps"]["no_substitute"]]
    rows.sort(key=lambda row: (-row["gaps"]["no_titular"], -row["gaps"]["no_substitute"], row["name"]))
    lines = [
        Line(
            row["name"],
            ngettext("%(n)s puesto sin titular", "%(n)s puestos sin titular", row["gaps"]["no_titular"])
            % {"n": grouped(row["gaps"]["no_titular"])}
            + " · "
            + _("%(n)s sin suplente") % {"n": grouped(row["gaps"]["no_substitute"])},
            link("delegations:network-delegation", row["code"]),
            row["code"],
        )
        for row in rows
    ]
    body = _("Sin titular o sin suplente de abasto. De %(posts)s puestos de la red tienen nombre %(filled)s.")
    return Matter(
        AgendaKind.NETWORK,
        body % {"filled": grouped(told["filled"]), "posts": grouped(told["posts"])},
        MINUTES,
        lines,
        n=told["no_titular"] + told["no_substitute"],
        as_of=facts.now,
    )
