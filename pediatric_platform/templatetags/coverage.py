"""How coverage looks: a mark, a word and only then a hue; a bar of how many children stand how."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.charts.categories import category_of
from delegations.charts.numbers import coordinate, grouped
from delegations.wording import weekday_text
from pediatric_platform.reach import COVERED, INCOMING, MISSING, UNKNOWN, Reach

register = template.Library()

# rank → the category whose mark and hue it wears, and its word.
SHOWN: dict[int, tuple[str, str | Promise]] = {
    MISSING: ("out", gettext_lazy("Falta algo")),
    UNKNOWN: ("none", gettext_lazy("No se sabe")),
    INCOMING: ("low", gettext_lazy("Completa con lo que viene")),
    COVERED: ("adequate", gettext_lazy("Completa")),
}


@register.filter(expects_localtime=True)
def day_week(day: date) -> str:
    """`mié 18 nov`."""
    return weekday_text(day)


@register.simple_tag
def answer(rank: int) -> SafeString:
    """How one dated dose stands."""
    code, word = SHOWN[rank]
    return format_html(
        '<span class="status is-{}"><span class="mark" aria-hidden="true">{}</span>{}</span>',
        code,
        category_of(code).mark,
        word,
    )


@register.simple_tag
def reach_bar(reach: Reach, high: int = 0, legend: bool = False) -> SafeString:
    """Children as one stacked bar; `high` is how many a full bar stands for (default: all of these)."""
    shown = [(SHOWN[MISSING - index], count) for index, count in enumerate(reach) if count]
    if not shown:
        return format_html('<span class="muted">{}</span>', _("Sin sesiones"))
    whole, rects, start = high or reach.children, [], 0.0
    for (code, _word), count in shown:
        width = count / whole * 1000
        rects.append(f'<rect class="fill-{code}" x="{coordinate(start)}" width="{coordinate(width)}" height="20"/>')
        start += width
    spoken = ", ".join(f"{word}: {grouped(count)}" for (_code, word), count in shown)
    items = format_html_join(
        "",
        '<li><span class="swatch is-{}" aria-hidden="true">{}</span>{} <span class="strong num">{}</span></li>',
        ((code, category_of(code).mark, word, grouped(count)) for (code, word), count in shown),
    )
    return format_html(
        '<div class="covbar{}"><svg viewBox="0 0 1000 20" preserveAspectRatio="none" role="img" aria-label="{}">'
        "{}</svg>{}</div>",
        "" if legend else " thin",
        spoken,
        mark_safe("".join(rects)),  # noqa: S308  (numbers and codes of ours)
        format_html('<ul class="legend">{}</ul>', items) if legend else "",
    )
