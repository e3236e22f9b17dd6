"""The face of the site as template tags. `{% load face %}`; the gallery at /componentes/ shows every one live.

Numbers and words
    {{ n|pieces }}  {% pieces n %}        640,122 (a dash for None)      {{ p|percent }}  {% percent p %}   98.0 %
    {{ moment|age }}  {% age moment tz %} "hace 3 h · 15 nov, 18:00" in a <time>; dates too
    {% this_moment %}                     "16 nov 2026, 12:00", now
    {{ "2026-W46"|week }}                 "Semana 46 · 9–15 nov 2026"
    {% status category %}                 ■ En cero ▲ Crítico ◆ Bajo ● Adecuado ○ Alto ◎ Exceso
    {% figure label value unit="piezas" age=moment basis="98 % de unidades reportaron" trend=values href=url
              status=category delta="+2 % en 4 semanas" %}   inside <div class="figures">
    {% icon "name" %}

Charts (from delegations.charts: Tile, Series, Bar)
    {% tile_map tiles title="…" labels=dict %}     {% sparkline values "label" %}
    {% trend labels series title="…" stacked=True %}  {% coverage_bar counts thin=True legend=False %}   {% bars rows %}

Lists (`request` must be in the context; with `live_target="#results"` in it, links and forms swap only that element)
    {% sort_header "name" "Nombre" param="orden" numeric=False %}   a whole <th>
    {% filter_chips filterset %}   {% pager page_obj %}   {% export_links %}   {% table_tools "table-id" %}
    {% week_picker week weeks param="semana" %}    weeks newest first, as "2026-W46"

Components to include: _components/{page_header,filter_form,form,field,line_formset,table,tabs,empty_state,
confirm,stepper,timeline,person_card,progress,skeleton}.html; each says its arguments in its first lines.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from delegations import charts, navigation, wording
from delegations.charts.numbers import NOTHING, Number, grouped, percent_text
from delegations.help import page_of
from delegations.icons import icon_svg
from delegations.models import Person
from delegations.notify.inbox import unread_count
from delegations.roles import Permission, Role
from delegations.scoping import scope_of
from delegations.templatetags import lists
from delegations.toasts import Way, way_of

register = template.Library()
# One `{% load face %}` brings the tags of lists too.
register.tags.update(lists.register.tags)


# --- Numbers and words


@register.filter
def pieces(value: Number | None, places: int = 0) -> str:
    """Thousands as es-MX writes them."""
    return grouped(value if value != "" else None, places)


register.simple_tag(pieces, name="pieces")


@register.filter
def percent(value: Number | None) -> str:
    """A percentage with one decimal; the value is already one (98.04, not 0.9804)."""
    return percent_text(value if value != "" else None)


register.simple_tag(percent, name="percent")
register.filter("lasting", wording.lasting)
register.filter("zone_city", wording.zone_city)


def _age(moment: dt.datetime | dt.date | None, tz: str | dt.tzinfo | None = None) -> SafeString | str:
    if not moment:
        return NOTHING
    zone = ZoneInfo(tz) if isinstance(tz, str) else tz
    if isinstance(moment, dt.datetime):
        aware = moment if timezone.is_aware(moment) else timezone.make_aware(moment, zone)
        ago, at = wording.elapsed((timezone.now() - aware).total_seconds()), wording.moment_text(aware, zone)
        parts = '<time datetime="{}"><span class="nowrap">{}</span> · <span class="nowrap">{}</span></time>'
        return format_html(parts, aware.isoformat(timespec="seconds"), ago, at)
    day = wording.day_text(moment, timezone.localdate())
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), day)


@register.filter
def age(moment: dt.datetime | dt.date | None) -> SafeString | str:
    """How old a figure is, and of when."""
    return _age(moment)


register.simple_tag(_age, name="age")


@register.filter(expects_localtime=True)
def day_short(day: dt.date | None) -> str:
    """`15 nov 2026`, as the language writes it."""
    return wording.spelled(day, "j M Y") if day else NOTHING


@register.filter(expects_localtime=True)
def day_full(day: dt.date) -> str:
    """`lunes 16 de noviembre`."""
    return wording.day_in_full(day)


@register.filter(expects_localtime=True)
def moment_full(moment: dt.datetime) -> str:
    """`lunes 16 de noviembre, 12:00`."""
    return wording.moment_in_full(moment)


@register.filter(expects_localtime=True)
def moment_short(moment: dt.datetime) -> str:
    """`16 nov, 12:00`."""
    return f"{wording.spelled(moment, 'j M')}, {moment:%H:%M}"


@register.simple_tag
def this_moment() -> str:
    """`16 nov 2026, 12:00`: when the page was drawn."""
    now = timezone.localtime()
    return f"{wording.spelled(now, 'j M Y')}, {now:%H:%M}"


@register.filter
def week(value: Any) -> str:
    """An ISO week ("2026-W46", or anything whose str() is one) in words."""
    return wording.week_text(str(value))


@register.filter
def week_short(value: Any) -> str:
    """An ISO week for the axis of a chart: "S46"."""
    return wording.week_short(str(value))


@register.simple_tag
def status(category: Any) -> SafeString:
    """A category of coverage as mark and word."""
    shown = charts.category_of(category)
    return format_html(
        '<span class="status is-{}"><span class="mark" aria-hidden="true">{}</span>{}</span>',
        shown.code, shown.mark, shown.label,
    )  # fmt: skip


@register.inclusion_tag("_components/figure.html")
def figure(
    label: str,
    value: Any,
    unit: str = "",
    age: dt.datetime | None = None,
    basis: str = "",
    trend: Sequence[Number | None] = (),
    href: str = "",
    status: Any = None,
    delta: str = "",
) -> dict[str, Any]:
    """A number that says of what, when and from how many. A bare number is grouped; text stays as it is."""
    shown = NOTHING if value is None else value
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        shown = grouped(value, 0 if float(value).is_integer() else 1)
    category = charts.category_of(status) if status else None
    return {
        "label": label, "value": shown, "unit": unit, "age": age, "basis": basis, "trend": trend, "href": href,
        "category": category, "delta": delta,
    }  # fmt: skip


@register.simple_tag
def icon(name: str) -> SafeString:
    """An inline icon; decoration beside words, hidden from screen readers."""
    return icon_svg(name)


# --- Charts


@register.simple_tag
def tile_map(tiles: Any, title: str = "", unit: str = " %", labels: Any = None, with_table: bool = True) -> SafeString:
    """The country as tiles; see `delegations.charts.tile_map`."""
    return charts.tile_map(tiles, title=title, unit=unit, labels=labels, with_table=with_table)


@register.simple_tag
def sparkline(values: Sequence[Number | None], label: str = "", area: bool = False) -> SafeString:
    """A word-sized line."""
    return charts.sparkline(values or (), label=label, area=area)


@register.simple_tag
def trend(
    labels: Sequence[str], series: Any, title: str, stacked: bool = False, low: Number = 0, high: Number | None = None
) -> SafeString:
    """Series over weeks; see `delegations.charts.trend`."""
    return charts.trend(labels, series, title=title, stacked=stacked, low=low, high=high)


@register.simple_tag
def coverage_bar(counts: Mapping[str, int | None], thin: bool = False, legend: bool = True) -> SafeString:
    """Pairs by category as one stacked bar."""
    return charts.coverage_bar(counts, thin=thin, legend=legend)


@register.simple_tag
def bars(rows: Any, high: Number | None = None) -> SafeString:
    """Named quantities as horizontal bars."""
    return charts.bars(rows, high=high)


# --- The frame of every page


@register.simple_tag(takes_context=True)
def sections(context: template.Context) -> list[navigation.Section | navigation.Group]:
    """The header's links for this page and person."""
    request = context.get("request")
    if request is None:
        return []
    return navigation.sections(request.path, _visitor(request))


def _visitor(request: HttpRequest) -> navigation.Visitor:
    """Who asks; a page refused before anyone could be recognised is a stranger's."""
    return getattr(request, "user", None) or AnonymousUser()


@register.simple_tag(takes_context=True)
def inbox(context: template.Context) -> dict[str, Any]:
    """Where the person's notices are and how many are unread; empty for strangers."""
    request, href = context.get("request"), navigation.address("delegations:inbox")
    person = _visitor(request) if request is not None else None
    if not href or not isinstance(person, Person):
        return {}
    return {"href": href, "unread": unread_count(person)}


@register.simple_tag(takes_context=True)
def sought(context: template.Context) -> str:
    """What the search of the site finds for this person: relatives look through what is public."""
    request = context.get("request")
    if request is not None and scope_of(_visitor(request)).allows(Permission.VIEW_STOCK):  # type: ignore[arg-type]  # a stranger's is empty
        return _("Medicamento, unidad, persona o lote")
    return _("Hospital, ciudad o tema de ayuda")


@register.simple_tag(takes_context=True)
def help_address(context: template.Context) -> str:
    """The help of the page shown, or the index where there is none that this person may read."""
    request = context.get("request")
    index = navigation.address("delegations:help")
    if request is None or not index:
        return index
    if slug := context.get("help_slug"):
        return navigation.address("delegations:help-page", slug)
    match = getattr(request, "resolver_match", None)
    page = page_of(match.view_name) if match is not None else None
    if page is None or not page.opens_to(_visitor(request)):
        return index
    return navigation.address("delegations:help-page", page.slug)


@register.simple_tag(takes_context=True)
def has_boards_to_choose(context: template.Context) -> bool:
    """Whether the person's postings open more than one board."""
    person = getattr(context.get("request"), "user", None)
    return person is not None and scope_of(person).board_count > 1


@register.filter
def way(message: Message) -> Way:
    """Where a toast leads."""
    return way_of(message)


@register.filter
def initials(name: str) -> str:
    """Two letters for a person's circle."""
    words = [word for word in str(name).split() if word[:1].isalpha() and (len(word) == 2 or not word.endswith("."))]
    return "".join(word[0] for word in words[:2]).upper()


@register.simple_tag(takes_context=True)
def roles(context: template.Context) -> list[str]:
    """What the person signed in is today, in words: read with their scope, once per request."""
    person = getattr(context.get("request"), "user", None)
    if person is None or not person.is_authenticated:
        return []
    return [f"{Role(grant.role).label} · {grant.where or _('nacional')}" for grant in scope_of(person).grants]
