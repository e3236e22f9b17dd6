"""What the coverage boards share on the screen: the figures of the three horizons, the map, the words of the head."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from delegations.charts import Tile, tile_map
from delegations.charts.numbers import grouped
from delegations.naming import fold
from delegations.navigation import address
from pediatric_platform.filters.coverage import ALL, DAY, DAYS, STATUS, STATUS_LABELS, CoverageQuestion
from pediatric_platform.reach import HORIZONS, Reach, Reaches
from pediatric_platform.selectors.coverage.country import DelegationReach, Uncovered
from pediatric_platform.selectors.coverage.drug import DrugCoverage
from supply.views.board_parts import figure

DRUGS_SHOWN = 15
OLD = timedelta(hours=24)  # coverage computed longer ago than this is said so in its own line

MAP_LABELS: dict[str, str | Promise] = {
    "adequate": gettext_lazy("a nadie le falta"),
    "low": gettext_lazy("hasta 5 %"),
    "critical": gettext_lazy("5 a 15 %"),
    "out": gettext_lazy("15 % o más"),
    "none": gettext_lazy("sin sesiones o sin datos"),
}


def head_context(
    request: HttpRequest,
    question: CoverageQuestion,
    computed_at: datetime | None,
    data_at: datetime | None,
    now: datetime,
) -> dict[str, Any]:
    """The choice of horizon and how old everything is."""
    kept = request.GET.copy()
    for name in ("pagina", "formato", "tabla", DAY):
        kept.pop(name, None)
    horizons = []
    for days in HORIZONS:
        kept[DAYS] = str(days)
        horizons.append((days, f"?{kept.urlencode()}", days == question.days))
    return {
        "question": question,
        "horizons": horizons,
        "computed_at": computed_at,
        "data_at": data_at,
        "is_old": computed_at is not None and now - computed_at > OLD,
        "statuses": [(name, label, name == question.status_name) for name, label in STATUS_LABELS.items()],
        "live_target": "#tablero",
        "status_param": STATUS,
        "all_statuses": ALL,
    }


def reach_basis(reach: Reach) -> str:
    """From how many, and what else is not simply complete."""
    if not reach.children:
        return str(_("nadie tiene sesión en esos días"))
    parts = [
        ngettext("de %(n)s con sesión", "de %(n)s con sesión", reach.children) % {"n": grouped(reach.children)},
    ]
    if reach.unknown:
        parts.append(_("de %(n)s no se sabe") % {"n": grouped(reach.unknown)})
    if reach.incoming:
        parts.append(_("%(n)s dependen de lo que viene") % {"n": grouped(reach.incoming)})
    return " · ".join(map(str, parts))


def missing_value(reach: Reach) -> int | str | None:
    """How many lack something; in words where of nobody it is known, because a nought would promise."""
    if reach.children and reach.unknown == reach.children:
        return str(_("No se sabe"))
    return reach.missing if reach.children else None


def horizon_figures(reaches: Reaches, horizons: Sequence[tuple[int, str, bool]]) -> list[dict[str, Any]]:
    """Three large figures: children with something missing within 7, 14 and 28 days; each leads to its horizon."""
    return [
        figure(
            _("Sin cobertura en %(days)d días") % {"days": days},
            missing_value(reaches[days]),
            unit="" if reaches[days].unknown == reaches[days].children else _("niñas y niños"),
            basis=reach_basis(reaches[days]),
            status=reaches[days].category,
            href=href,
        )
        for days, href, _chosen in horizons
    ]


def ranked(pairs: Iterable[tuple[Any, Reach]], question: CoverageQuestion) -> list[tuple[Any, Reach]]:
    """Places with how their children stand, most of them with something missing first unless asked for otherwise."""
    order = question.order or "-missing"
    name = order.lstrip("-")

    def key(pair: tuple[Any, Reach]) -> tuple[Any, ...]:
        place, reach = pair
        if name == "name":
            return (fold(place.name),)
        value = {"children": reach.children, "unknown": reach.unknown}.get(name, reach.missing)
        return (value, reach.missing, reach.unknown, reach.children, fold(place.name))

    return sorted(pairs, key=key, reverse=order.startswith("-"))


def children_figure(found: Uncovered, days: int) -> dict[str, Any]:
    """For another board's row of figures: how many children lack something, of how many, and when that was computed."""
    return figure(
        _("Niñas y niños sin cobertura en %(days)d días") % {"days": days},
        missing_value(found.reach),
        age=found.computed_at,
        basis=reach_basis(found.reach),
        status=found.reach.category,
        href=address("pediatric:coverage"),
    )


def coverage_map(rows: Sequence[DelegationReach], days: int, query: str) -> SafeString:
    """The country as tiles: children with something missing in each delegation, the table behind."""
    tiles = [
        Tile(
            code=row.code,
            name=row.name,
            row=row.tile_row,
            column=row.tile_column,
            href=address("pediatric:coverage-delegation", row.code) + query,
            figure=grouped(row.within(days).missing) if row.within(days).category else "—",
            category=row.within(days).category,
            note=reach_basis(row.within(days)),
        )
        for row in rows
    ]
    title = _("Niñas y niños sin cobertura en %(days)d días") % {"days": days}
    return tile_map(tiles, title=title, unit="", labels=MAP_LABELS)


def drug_figures(board: DrugCoverage, horizons: Sequence[tuple[int, str, bool]]) -> list[dict[str, Any]]:
    """Children whom the drug leaves uncovered by horizon, the pieces that would end it, what lies there and comes."""
    stale = len(board.stale_units)
    unknown = ngettext("%(n)d unidad sin datos", "%(n)d unidades sin datos", stale) % {"n": stale} if stale else ""
    found = [
        figure(
            _("Les falta en %(days)d días") % {"days": days},
            board.missing[days] if board.children[days] else None,
            unit=_("niñas y niños"),
            basis=" · ".join(
                part
                for part in (
                    _("de %(n)s que lo necesitan") % {"n": grouped(board.children[days])}
                    if board.children[days]
                    else _("nadie lo necesita en esos días"),
                    unknown,
                )
                if part
            ),
            status=Reach(missing=board.missing[days], covered=board.children[days] - board.missing[days]).category
            if not stale or board.missing[days]
            else None,
            href=href,
        )
        for days, href, _chosen in horizons
    ]
    return [
        *found,
        figure(
            _("Piezas que faltan"),
            board.short,
            unit=_("piezas"),
            basis=_("en %(days)d días") % {"days": board.question.days},
        ),
        figure(
            _("Utilizables hoy"),
            board.usable,
            unit=_("piezas"),
            basis=_("%(n)s en camino") % {"n": grouped(board.in_transit)},
        ),
    ]
