"""Small words of the boards: differences with their sign, and the files of one table."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from delegations.charts.numbers import Number, grouped
from delegations.exports import EXPORT_FORMATS, EXPORT_PARAM
from supply.filters.boards import TABLE

register = template.Library()


@register.filter
def signed(value: Number | None, places: int = 0) -> str:
    """`3` → "+3", `-2` → "−2", `0` → "="; nothing where the difference is not known."""
    if value is None:
        return ""
    rounded = round(float(value), places)
    if not rounded:
        return "="
    return ("+" if rounded > 0 else "") + grouped(rounded, places)


@register.filter
def diff(value: Number | None, places: int = 0) -> SafeString:
    """A difference below its figure in a table's cell."""
    text = signed(value, places)
    return format_html("<small>{}</small>", text) if text else mark_safe("")


@register.simple_tag(takes_context=True)
def board_files(context: template.Context, table: str) -> SafeString:
    """Links to one table of the board as files, with every filter in force."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    query[TABLE] = table
    links = []
    for name in EXPORT_FORMATS:
        query[EXPORT_PARAM] = name
        links.append(format_html('<a href="?{}" download>{}</a>', query.urlencode(), name.upper()))
    named = format_html_join(" ", "{}", ((link,) for link in links))
    return format_html('<span class="files no-print"><span class="sr-only">{}</span>{}</span>', _("Descargar:"), named)


@register.simple_tag(takes_context=True)
def board_link(context: template.Context, **changes: Any) -> str:
    """This board's address with some of its question changed; an empty value takes a name away."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    for name in (TABLE, EXPORT_PARAM):
        query.pop(name, None)
    for name, value in changes.items():
        if value in ("", None):
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"{request.path}?{query.urlencode()}" if query else request.path
