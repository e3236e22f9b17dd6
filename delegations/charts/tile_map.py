"""The country as equal squares: one per delegation, laid so that a Mexican recognises it, each a link."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from delegations.charts.categories import CATEGORIES, NO_CATEGORY, Category, category_of
from delegations.charts.numbers import NOTHING, Number
from delegations.charts.sparkline import sparkline

# Words for the categories of one map, where it tells of something else than abasto.
Labels = dict[str, str | Promise] | None


@dataclass(frozen=True)
class Tile:
    """One square. `row` and `column` count from 1; `figure` is already text ("87.3"); `trend` draws the sparkline."""

    code: str
    name: str
    row: int
    column: int
    href: str = ""
    figure: str = NOTHING
    category: str | None = None
    trend: Sequence[Number | None] = ()
    note: str = ""

    @property
    def status(self) -> Category:
        return category_of(self.category)


def _word(status: Category, labels: Labels) -> str | Promise:
    """What a category is called on this map."""
    return (labels or {}).get(status.code, status.label)


def _cell(tile: Tile, unit: str, labels: Labels) -> SafeString:
    status = tile.status
    spoken = f"{tile.name}: {tile.figure}{unit}, {_word(status, labels)}" + (f". {tile.note}" if tile.note else "")
    tag = "a" if tile.href else "div"
    target = format_html(' href="{}"', tile.href) if tile.href else mark_safe(' role="img"')
    return format_html(
        '<li class="tile-cell r{} c{}"><{}{} class="tile is-{}" title="{}" aria-label="{}">'
        '<span class="tile-top"><span>{}</span><span class="mark" aria-hidden="true">{}</span></span>'
        '<span class="tile-figure">{}</span>{}</{}></li>',
        tile.row, tile.column, mark_safe(tag), target, status.code, tile.name, spoken, tile.code,
        status.mark, tile.figure, sparkline(tile.trend), mark_safe(tag),
    )  # fmt: skip


def legend(labels: Labels = None) -> SafeString:
    """Mark, hue and word of each category; `labels` replaces words and keeps only the categories it names."""
    words = labels or {category.code: category.label for category in CATEGORIES.values()}
    shown = ((code, CATEGORIES.get(code, NO_CATEGORY).mark, text) for code, text in words.items())
    items = format_html_join("", '<li><span class="swatch is-{}" aria-hidden="true">{}</span>{}</li>', shown)
    return format_html('<ul class="legend">{}</ul>', items)


def _table(tiles: Sequence[Tile], figure_title: str, unit: str, labels: Labels) -> SafeString:
    rows = format_html_join(
        "",
        '<tr><th scope="row">{}</th><td>{}</td><td class="num">{}{}</td>'
        '<td><span class="status is-{}"><span class="mark" aria-hidden="true">{}</span>{}</span></td></tr>',
        (
            (
                format_html('<a href="{}">{}</a>', tile.href, tile.name) if tile.href else tile.name,
                tile.code, tile.figure, unit, tile.status.code, tile.status.mark, _word(tile.status, labels),
            )
            for tile in sorted(tiles, key=lambda tile: tile.name)
        ),
    )  # fmt: skip
    return format_html(
        '<details class="chart-data"><summary>{}</summary><div class="table-wrap" tabindex="0" role="region" '
        'aria-label="{}"><table class="table dense"><thead><tr><th scope="col">{}</th><th scope="col">{}</th>'
        '<th scope="col" class="num">{}</th><th scope="col">{}</th></tr></thead>'
        "<tbody>{}</tbody></table></div></details>",
        _("Ver como tabla"), figure_title, _("Delegación"), _("Código"), figure_title, _("Categoría"), rows,
    )  # fmt: skip


def tile_map(
    tiles: Iterable[Tile],
    *,
    title: str = "",
    unit: str = " %",
    labels: Labels = None,
    with_table: bool = True,
) -> SafeString:
    """The map: a list of tiles in reading order, its legend, its table. `unit` follows the figure in words.

    It brings its own style sheet along, so that pages without a map, families' above all, do not carry it.
    """
    placed = sorted(tiles, key=lambda tile: (tile.row, tile.column))
    title = title or _("Nivel de abasto por delegación")
    cells = mark_safe("".join(_cell(tile, unit, labels) for tile in placed))
    return format_html(
        '<link rel="stylesheet" href="{}">'
        '<div class="tilemap" data-tilemap><ol class="tiles" aria-label="{}">{}</ol>{}{}</div>',
        static("css/tilemap.css"), title, cells, legend(labels),
        _table(placed, title, unit, labels) if with_table else "",
    )  # fmt: skip
