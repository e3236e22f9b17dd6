"""Delegations and drugs that stand worst in the closed week."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.charts.numbers import grouped, percent_text
from delegations.wording import week_text
from meetings.agenda.matter import Facts, Line, Matter, link, moment
from meetings.figures.severity import ADEQUATE
from meetings.figures.shape import PlaceRow
from meetings.models import AgendaKind
from supply.weeks import IsoWeek

MINUTES = 10
DELEGATIONS, DRUGS = 5, 8


def delegations(facts: Facts) -> Matter:
    """The five lowest below the level that counts as adequate; of whom nobody knows anything first."""
    low = [row for row in facts.country["delegations"] if row["level"] is None or row["level"] < ADEQUATE]
    low.sort(key=lambda row: (row["level"] is not None, row["level"] or 0.0, row["name"]))
    if low and all(row["level"] is None for row in facts.country["delegations"]):
        # The week has no figures of anybody: one line says so, and what is missing is nobody's fault.
        lines, n = [Line(_("Esa semana aún no tiene cifras: los renglones salen cuando cierre."))], 1
    else:
        lines, n = [_delegation(row) for row in low[:DELEGATIONS]], len(low)
    return Matter(
        AgendaKind.DELEGATIONS,
        _("Delegaciones por debajo de %(level)d %%, de menor a mayor. %(week)s.")
        % {"level": ADEQUATE, "week": _week(facts)},
        MINUTES,
        lines,
        n=n,
        of=n,
        as_of=moment(facts.country["reporting"]["data_as_of"]) or facts.now,
    )


def _delegation(row: PlaceRow) -> Line:
    told = _("%(signed)s de %(expected)s unidades firmaron") % {
        "signed": grouped(row["signed"]), "expected": grouped(row["expected"]),
    }  # fmt: skip
    level = _("sin datos") if row["level"] is None else percent_text(row["level"])
    return Line(f"{row['name']} · {told}", level, link("supply:board-delegation", row["code"]), row["code"])


def drugs(facts: Facts) -> Matter:
    """Those with most units at zero."""
    zero = facts.country["zero_drugs"]
    return Matter(
        AgendaKind.DRUGS,
        _("Claves que más unidades tienen en cero. %(week)s.") % {"week": _week(facts)},
        MINUTES,
        [
            Line(
                row["drug"],
                _("%(out)s de %(pairs)s unidades") % {"out": grouped(row["out"]), "pairs": grouped(row["pairs"])}
                + " · "
                + ngettext("%(n)s receta negada", "%(n)s recetas negadas", row["denied"])
                % {"n": grouped(row["denied"])},
                link("supply:board-drug", row["drug_code"]),
            )
            for row in zero[:DRUGS]
        ],
        n=facts.country["zero_total"],
        of=facts.country["zero_total"],
        as_of=moment(facts.country["reporting"]["data_as_of"]) or facts.now,
    )


def _week(facts: Facts) -> str:
    week = facts.country["week"]
    return week_text(str(IsoWeek.of(moment(week).date()))) if week else _("Ninguna semana cerrada")  # type: ignore[union-attr]
