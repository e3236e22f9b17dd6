"""Sorting, filtering, paging, weeks and files of a list page. Part of `face`: see the overview there.

The page's address is its state: every link here keeps what the reader has already chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.http import HttpRequest, QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from delegations import wording
from delegations.exports import EXPORT_FORMATS, EXPORT_PARAM
from delegations.icons import icon_svg

register = template.Library()

SORT_PARAM, WEEK_PARAM = "orden", "semana"


def _page_param(context: template.Context) -> str:
    return getattr(context.get("view"), "page_kwarg", "page")


def _query(context: template.Context) -> QueryDict:
    request: HttpRequest | None = context.get("request")
    return request.GET.copy() if request is not None else QueryDict(mutable=True)


def _with(query: QueryDict, **changes: str | None) -> str:
    """The query string with the changes; None takes a name away."""
    query = query.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = value
    return "?" + query.urlencode()


def live_attributes(target: str) -> SafeString:
    """What makes a link or form swap only `target`, with the address following; nothing without a target."""
    if not target:
        return mark_safe("")
    return format_html(' hx-target="{0}" hx-select="{0}" hx-swap="outerHTML" hx-push-url="true"', target)


def live_link(context: template.Context, href: str) -> SafeString:
    """The href of a link in a live list, with htmx's attributes where the page asked for them."""
    target = str(context.get("live_target") or "")
    live = format_html(' hx-get="{}"{}', href, live_attributes(target)) if target else ""
    return format_html('href="{}"{}', href, live)


@register.simple_tag(takes_context=True)
def live_form(context: template.Context) -> SafeString:
    """The attributes of a GET form that filters while one types."""
    target = str(context.get("live_target") or "")
    if not target:
        return mark_safe("")
    trigger = "submit, change, input changed delay:350ms from:'find input[type=search]'"
    request: HttpRequest | None = context.get("request")
    path = request.path if request is not None else ""
    return format_html(' hx-get="{}" hx-trigger="{}"{}', path, trigger, live_attributes(target))


@register.simple_tag(takes_context=True)
def sort_header(
    context: template.Context, name: str, label: str, param: str = SORT_PARAM, numeric: bool = False, default: str = ""
) -> SafeString:
    """A column's head that sorts: first ascending (numbers descending), then the other way. `default` is the order in
    force when the address names none."""
    query = _query(context)
    current = query.get(param) or default
    is_up, is_down = current == name, current == f"-{name}"
    first, other = (f"-{name}", name) if numeric else (name, f"-{name}")
    wanted = other if current == first else first
    aria = mark_safe(f' aria-sort="{"ascending" if is_up else "descending"}"') if is_up or is_down else ""
    href = _with(query, **{param: wanted, _page_param(context): None})
    mark = icon_svg("up" if is_up else "down" if is_down else "sort")
    css = mark_safe(' class="num"') if numeric else ""
    return format_html('<th scope="col"{}{}><a {}>{}{}</a></th>', css, aria, live_link(context, href), label, mark)


@register.inclusion_tag("_components/pager.html", takes_context=True)
def pager(context: template.Context, page_obj: Page[Any]) -> dict[str, Any]:
    """Where one is in a long list, and the way on."""
    query, param = _query(context), _page_param(context)

    def to(number: int) -> SafeString:
        return live_link(context, _with(query, **{param: str(number)}))

    return {
        "page_obj": page_obj,
        "previous": to(page_obj.previous_page_number()) if page_obj.has_previous() else "",
        "next": to(page_obj.next_page_number()) if page_obj.has_next() else "",
        "first": to(1) if page_obj.number > 2 else "",
        "last": to(page_obj.paginator.num_pages) if page_obj.number < page_obj.paginator.num_pages - 1 else "",
    }


def _shown(field: Any, value: Any) -> str:
    """A chosen value as its field shows it."""
    if isinstance(value, bool):
        return _("Sí") if value else _("No")
    choices = getattr(field, "choices", None)
    if choices is not None and not hasattr(value, "_meta"):
        for key, label in choices:
            if str(key) == str(value):
                return str(label)
    return str(value)


def chips_of(form: Any) -> Iterable[tuple[str, str, str]]:
    """(parameter, label, value) of every filter in force."""
    if not form.is_bound or not form.is_valid():
        return
    for name, field in form.fields.items():
        value = form.cleaned_data.get(name)
        if value in (None, "", [], ()) or (hasattr(value, "__len__") and not len(value)):
            continue
        values = list(value) if isinstance(value, list | tuple) or hasattr(value, "iterator") else [value]
        yield form.add_prefix(name), str(field.label or name), ", ".join(_shown(field, one) for one in values)


@register.inclusion_tag("_components/filter_chips.html", takes_context=True)
def filter_chips(context: template.Context, filterset: Any, skip: str = SORT_PARAM) -> dict[str, Any]:
    """The filters in force, each with its way out. `skip` names parameters that are no filters, comma-separated."""
    query = _query(context)
    page, skipped = _page_param(context), skip.split(",")
    # Whole page loads, not swaps: the form above has to forget the value too.
    chips = [
        {"label": label, "value": value, "href": _with(query, **{name: None, page: None})}
        for name, label, value in chips_of(filterset.form)
        if name not in skipped
    ]
    names = [name for name in filterset.form.fields if name not in skipped]
    return {"chips": chips, "clear": _with(query, **dict.fromkeys([*names, page]))}


@register.inclusion_tag("_components/export_links.html", takes_context=True)
def export_links(context: template.Context, formats: Sequence[str] = EXPORT_FORMATS) -> dict[str, Any]:
    """What is shown, as files: the same filters and order, every page."""
    query = _query(context)
    page = _page_param(context)
    return {
        "links": [(name.upper(), _with(query, **{page: None, "pagina": None, EXPORT_PARAM: name})) for name in formats]
    }


@register.inclusion_tag("_components/week_picker.html", takes_context=True)
def week_picker(
    context: template.Context, current: Any, weeks: Sequence[Any], param: str = WEEK_PARAM, label: str = ""
) -> dict[str, Any]:
    """The week before, the week after, and any week. `weeks` newest first; an unknown current week stands alone."""
    query, names, here = _query(context), [str(one) for one in weeks], str(current)
    query.pop(_page_param(context), None)
    at = names.index(here) if here in names else None

    def to(index: int | None) -> str:
        return _with(query, **{param: names[index]}) if index is not None and 0 <= index < len(names) else ""

    shown = names if at is not None else [here, *names]
    return {
        "param": param,
        "label": label or _("Semana"),
        "earlier": to(at + 1) if at is not None else "",
        "later": to(at - 1) if at is not None else "",
        "options": [(name, wording.week_text(name), name == here) for name in shown],
        "kept": [(name, value) for name in query if name != param for value in query.getlist(name)],
    }


@register.inclusion_tag("_components/table_tools.html")
def table_tools(table_id: str) -> dict[str, str]:
    """Density and choice of columns of a table, remembered by the browser; needs scripts, hidden without."""
    return {"table_id": table_id}
