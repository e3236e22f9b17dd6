"""A few named quantities as horizontal bars, longest where the most is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from delegations.charts.categories import category_of
from delegations.charts.numbers import Number, as_float, coordinate, grouped


@dataclass(frozen=True)
class Bar:
    """One bar; `text` replaces the number as written, `category` gives its hue."""

    label: str | Promise
    value: Number | None
    text: str = ""
    href: str = ""
    category: str | None = None


def bars(rows: Iterable[Bar], *, high: Number | None = None) -> SafeString:
    """A description list of label, bar and number; `high` is the value of a full bar (default: the largest)."""
    rows = list(rows)
    peak = float(high) if high is not None else max((as_float(row.value) or 0.0 for row in rows), default=0.0)
    return format_html(
        '<dl class="bars">{}</dl>',
        format_html_join(
            "",
            '<div><dt>{}</dt><dd><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
            '<rect class="bar-track" width="100" height="10"/>'
            '<rect class="bar-fill {}" width="{}" height="10"/></svg></dd>'
            '<dd class="num strong">{}</dd></div>',
            (
                (
                    format_html('<a href="{}">{}</a>', row.href, row.label) if row.href else row.label,
                    f"is-{category_of(row.category).code}" if row.category else "",
                    mark_safe(coordinate(min(100.0, (as_float(row.value) or 0.0) / peak * 100) if peak else 0.0)),
                    row.text or grouped(row.value),
                )
                for row in rows
            ),
        ),
    )
