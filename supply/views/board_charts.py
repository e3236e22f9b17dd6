"""A board's sums as drawings: which number goes into which chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from delegations.charts import Series, Tile, tile_map, trend
from delegations.charts.numbers import grouped, percent_text
from delegations.wording import week_short
from supply.models.weekly_line import LineKind
from supply.selectors.boards.national import DelegationRow
from supply.selectors.boards.series import KINDS, Week
from supply.templatetags.boards import signed
from supply.weeks import IsoWeek

# The words of the map's legend, in step with LEVEL_CATEGORIES.
LEVEL_LABELS: dict[str, str | Promise] = {
    "adequate": gettext_lazy("95 % o más"),
    "low": gettext_lazy("90 a 95 %"),
    "critical": gettext_lazy("80 a 90 %"),
    "out": gettext_lazy("menos de 80 %"),
    "none": gettext_lazy("sin dato"),
}


def map_of(rows: Sequence[DelegationRow], links: Mapping[int, str], *, compared: bool = False) -> SafeString:
    """The 35 delegations as tiles, each a link (by its id). Compared, the figure is the difference."""
    tiles = []
    for row in rows:
        level = row.now.totals.level
        reporting = row.now.reporting
        note = _("Reportaron %(signed)d de %(expected)d") % {
            "signed": reporting.signed,
            "expected": reporting.expected,
        }
        if compared and row.change_level is not None:
            note = _("%(change)s puntos. ") % {"change": signed(row.change_level, 1)} + note
        tiles.append(
            Tile(
                code=row.code,
                name=row.name,
                row=row.tile_row,
                column=row.tile_column,
                href=links[row.id],
                figure=grouped(level, 1) if level is not None else "—",
                category=row.now.totals.level_category,
                trend=row.levels,
                note=note,
            )
        )
    return tile_map(tiles, title=_("Nivel de abasto por delegación"), labels=LEVEL_LABELS, with_table=False)


def stock_trend(weeks: Sequence[Week], kind: str) -> SafeString:
    """Usable pieces over the weeks, stacked by kind of place; one layer when one kind is asked for."""
    kinds = KINDS if kind == LineKind.WHOLE else (LineKind(kind),)
    language = get_language()
    return trend(
        [week_label(week.week, language) for week in weeks],
        [Series(one.label, [week.usable(one) for week in weeks]) for one in kinds],
        title=_("Piezas utilizables por tipo de lugar"),
        stacked=True,
        with_table=False,
    )


@lru_cache(maxsize=1024)
def week_label(week: IsoWeek, _language: str | None) -> str:
    """A week on the axis, with its year: two years hold each number twice."""
    return f"{week_short(str(week))} {week.year}"


def level_delta(change: float | None, against: str) -> str:
    """ "+2.1 puntos contra S45"."""
    if change is None:
        return ""
    return _("%(change)s puntos contra %(week)s") % {"change": signed(change, 1), "week": week_short(against)}


def pieces_delta(now: int, before: int | None, against: str) -> str:
    """ "+3,400 (+0.5 %) contra S45": the difference, and how much that is."""
    if before is None:
        return ""
    share = f" ({signed(100 * (now - before) / before, 1)} %)" if before and now != before else ""
    return _("%(change)s contra %(week)s") % {"change": signed(now - before) + share, "week": week_short(against)}


def reported(signed_units: int, expected: int, rate: float | None) -> str:
    """ "98.0 % de unidades reportaron": what stands behind every figure."""
    if not expected:
        return str(_("sin unidades que reporten"))
    return _("reportó %(rate)s") % {"rate": percent_text(rate)}
