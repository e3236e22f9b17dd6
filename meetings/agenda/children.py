"""How many children lack something for their next days: counts, by delegation."""

from __future__ import annotations

from django.utils.translation import gettext as _

from delegations.charts.numbers import grouped
from meetings.agenda.matter import Facts, Line, Matter, link, moment
from meetings.models import AgendaKind

MINUTES = 10


def children(facts: Facts) -> Matter:
    """Where most lack something within a week first; then within two and four."""
    told = facts.country["uncovered"]
    lines = [
        Line(
            _("País: de %(children)s con sesión en 28 días") % {"children": grouped(told["within_28"]["children"])},
            _reach(told),
            link("pediatric:coverage"),
        )
    ]
    rows = [row for row in facts.places.values() if row["kind"] == "delegation"]
    rows = [row for row in rows if row["uncovered"]["within_28"]["uncovered"]]
    rows.sort(key=lambda row: (*(-row["uncovered"][key]["uncovered"] for key in _HORIZONS), row["name"]))  # type: ignore[literal-required]
    lines += [
        Line(row["name"], _reach(row["uncovered"]), link("pediatric:coverage-delegation", row["code"]), row["code"])
        for row in rows
    ]
    body = _("Niñas y niños a quienes les falta algo para una sesión, con lo que hay y lo que viene en camino.")
    if told["stale_units"]:
        body += " " + _("De %(n)s hospitales no hay datos al día.") % {"n": grouped(told["stale_units"])}
    return Matter(
        AgendaKind.UNCOVERED,
        body,
        MINUTES,
        lines,
        n=told["within_28"]["uncovered"],
        as_of=moment(told["computed_at"]) or facts.now,
    )


_HORIZONS = ("within_7", "within_14", "within_28")


def _reach(told: object) -> str:
    near, middle, far = (told[key]["uncovered"] for key in _HORIZONS)  # type: ignore[index]
    return _("en 7 días: %(near)s · en 14: %(middle)s · en 28: %(far)s") % {
        "near": grouped(near), "middle": grouped(middle), "far": grouped(far),
    }  # fmt: skip
