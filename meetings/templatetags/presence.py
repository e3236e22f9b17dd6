"""How pages write who is there."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from delegations.icons import icon_svg
from meetings import naming_consent
from meetings.models import Attendance, Meeting, MeetingState, Presence
from meetings.presence_window import Doors

register = template.Library()

TONES = {
    Presence.PRESENT: ("good", "check"),
    Presence.REPRESENTED: ("good", "user"),
    Presence.EXCUSED: ("warn", "mail"),
    Presence.ABSENT: ("bad", "close"),
    Presence.EXPECTED: ("", "clock"),
}
BUTTONS = (
    (Presence.PRESENT, gettext_lazy("Presente")),
    (Presence.EXCUSED, gettext_lazy("Con aviso")),
    (Presence.ABSENT, gettext_lazy("Ausente")),
)

register.filter("shown_name", naming_consent.shown_name)
register.filter("is_unnamed", naming_consent.hides_name)


@register.filter
def shown_representative(row: Attendance, notes: bool = False) -> str:
    """Who represents them; whoever notes presence reads the whole name."""
    return row.represented_by if notes else naming_consent.shown_representative(row)


@register.simple_tag
def presence_badge(row: Attendance) -> SafeString:
    """What is noted of a participant: sign, colour and word."""
    tone, icon = TONES[Presence(row.presence)]
    words = gettext_lazy("Por llegar") if row.presence == Presence.EXPECTED else row.get_presence_display()
    return format_html('<span class="badge {}">{}{}</span>', tone, icon_svg(icon), words)


@register.simple_tag
def mark_buttons(row: Attendance, meeting: Meeting, doors: str) -> SafeString:
    """The buttons of one line, short because a page holds fifty of them. The one in force takes it back."""
    is_over, early = meeting.state == MeetingState.ENDED, doors == Doors.NOT_YET
    drawn = []
    for presence, words in BUTTONS:
        if early and presence != Presence.EXCUSED:
            continue
        pressed = row.presence == presence
        wanted = Presence.EXPECTED if pressed and not is_over else presence
        value = f"{row.pk}:{wanted.value}:{row.presence}"
        drawn.append((f"m{row.pk}{presence.value[:2]}", value, "true" if pressed else "false", words))
    one = '<button form="marcas" id="{}" name="marca" value="{}" aria-pressed="{}">{}</button>'
    return format_html_join("", one, drawn)
