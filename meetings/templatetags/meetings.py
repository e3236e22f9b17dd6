"""How pages write a meeting: its tabs, its state, when it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.icons import icon_svg
from delegations.navigation import address
from delegations.wording import moment_in_full, spelled
from meetings.meeting_rights import may_follow
from meetings.models import Meeting, MeetingState

register = template.Library()

# The name that a page gives as `here`, its words, and its address by URL name.
TABS = (
    ("meeting", gettext_lazy("Sesión"), "meetings:meeting"),
    ("attendance", gettext_lazy("Asistencia"), "meetings:attendance"),
    ("agenda", gettext_lazy("Orden del día"), "meetings:agenda"),
    ("reviews", gettext_lazy("Revisión"), "meetings:review-list"),
    ("agreements", gettext_lazy("Acuerdos"), "meetings:agreement-list"),
    ("minutes", gettext_lazy("Minuta"), "meetings:meeting-minutes"),
)


@register.simple_tag(takes_context=True)
def meeting_tabs(context: template.Context, meeting: Meeting, here: str) -> list[tuple[Any, str, bool]]:
    """The pages of a meeting as `_components/tabs.html` takes them; those that the site does not have are left out."""
    request = context.get("request")
    if request is None or not may_follow(request.user):
        return []
    return [
        (words, href, name == here)
        for name, words, url_name in TABS
        if (href := _address(meeting, name, url_name)) and (name != "reviews" or meeting.series.has_reviews)
    ]


def _address(meeting: Meeting, name: str, url_name: str) -> str:
    if name == "agreements":
        listed = address(url_name)
        return f"{listed}?sesion={meeting.pk}" if listed else ""
    return address(url_name, meeting.pk)


@register.simple_tag
def meeting_state(meeting: Meeting) -> SafeString:
    """The state as a badge: what is planned and what is called are told apart."""
    tone, icon, word = _state(meeting)
    return format_html('<span class="badge {}">{}{}</span>', tone, icon_svg(icon) if icon else "", word)


def _state(meeting: Meeting) -> tuple[str, str, str]:
    if meeting.state == MeetingState.CANCELLED:
        return "bad", "", _("Cancelada")
    if meeting.state == MeetingState.RUNNING:
        return "warn", "clock", _("En curso")
    if meeting.state == MeetingState.ENDED:
        return "good", "check", _("Terminada")
    return ("", "", _("Convocada")) if meeting.called_at else ("", "", _("Por convocar"))


def state_word(meeting: Meeting) -> str:
    """The state's word, as files write it."""
    return _state(meeting)[2]


@register.filter
def meeting_moment(meeting: Meeting) -> str:
    """`miércoles 18 de noviembre, 18:00`, as the clock of its series shows it."""
    return moment_in_full(meeting.local_start)


@register.filter
def meeting_when(meeting: Meeting) -> str:
    """`mié 18 nov 2026, 18:00`, short enough for a row."""
    local = meeting.local_start
    return f"{spelled(local, 'l')[:3]} {spelled(local, 'j M Y')}, {local:%H:%M}"


# «· …» or «12. …»: what begins a point of a list.
POINT = re.compile(r"(·|\d+\.) ")


@register.filter
def minutes_text(text: str) -> SafeString:
    """Every line of minutes, word for word; a point of a list stands apart, with the lines that follow it."""
    blocks: list[tuple[bool, list[str]]] = []
    for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        blocks.append((False, []))
        for line in part.split("\n"):
            if POINT.match(line):
                blocks.append((True, [line]))
            else:
                blocks[-1][1].append(line)
    opening = ("<p>", '<p class="is-item">')
    return mark_safe(  # noqa: S308 (each line is escaped here)
        "".join(f"{opening[point]}{'<br>'.join(map(escape, lines))}</p>" for point, lines in blocks if lines)
    )


@register.filter
def under(row: Iterable[Any], head: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Each value of a row with the name of its column."""
    return list(zip(head, row, strict=True))
