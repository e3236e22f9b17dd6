"""How many pairs stand in each category: one stacked bar and its counts in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from delegations.charts.categories import CATEGORIES
from delegations.charts.numbers import coordinate, grouped


def coverage_bar(counts: Mapping[str, int | None], *, thin: bool = False, legend: bool = True) -> SafeString:
    """`counts` by category code ("out" … "excess"); categories without pairs are left out. Thin for a table cell."""
    shown = [(category, counts.get(code) or 0) for code, category in CATEGORIES.items()]
    shown = [(category, count) for category, count in shown if count > 0]
    total = sum(count for _category, count in shown)
    if total == 0:
        return format_html('<span class="muted">{}</span>', _("Sin claves que contar"))
    rects, start = [], 0.0
    for category, count in shown:
        width = count / total * 1000
        rects.append(
            f'<rect class="fill-{category.code}" x="{coordinate(start)}" width="{coordinate(width)}" height="20"/>'
        )
        start += width
    spoken = ", ".join(f"{category.label}: {grouped(count)}" for category, count in shown)
    items: SafeString | str = ""
    if legend:
        items = format_html(
            '<ul class="legend">{}</ul>',
            format_html_join(
                "",
                '<li><span class="swatch is-{}" aria-hidden="true">{}</span>{} <span class="strong num">{}</span></li>',
                ((category.code, category.mark, category.label, grouped(count)) for category, count in shown),
            ),
        )
    return format_html(
        '<div class="covbar{}"><svg viewBox="0 0 1000 20" preserveAspectRatio="none" role="img" aria-label="{}">'
        "{}</svg>{}</div>",
        " thin" if thin else "", spoken, mark_safe("".join(rects)), items,
    )  # fmt: skip
