"""How moments and weeks are written for a reader: pure, translated, in a given zone."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def elapsed(seconds: float) -> str:
    """`7200` → "hace 2 h". The future reads "en 2 h"; less than a minute is "ahora"."""
    past, seconds = seconds >= 0, abs(seconds)
    minutes = int(seconds // 60)
    if minutes < 1:
        return _("ahora")
    if minutes < 60:
        amount = _("%(n)d min") % {"n": minutes}
    elif minutes < 48 * 60:
        amount = _("%(n)d h") % {"n": minutes // 60}
    else:
        days = minutes // 1440
        amount = ngettext("%(n)d día", "%(n)d días", days) % {"n": days}
    return (_("hace %(amount)s") if past else _("en %(amount)s")) % {"amount": amount}


def day_text(day: dt.date, today: dt.date) -> str:
    """`15 nov`, with the year when it is not this one."""
    return date_format(day, "j M" if day.year == today.year else "j M Y").lower()


def moment_text(moment: dt.datetime, zone: dt.tzinfo | None = None) -> str:
    """`15 nov, 18:00` in the given zone, else in the current one."""
    local = timezone.localtime(moment, zone) if timezone.is_aware(moment) else moment
    return f"{day_text(local.date(), timezone.localdate(timezone=zone))}, {local:%H:%M}"


def week_monday(week: str) -> dt.date | None:
    """The Monday of "2026-W46"; None when the text is no week."""
    try:
        return dt.date.fromisocalendar(int(week[:4]), int(week[6:]), 1) if week[4:6] == "-W" else None
    except ValueError:
        return None


def week_text(week: str) -> str:
    """`2026-W46` → "Semana 46 · 9–15 nov 2026"; a text that is no week comes back as it is."""
    monday = week_monday(week)
    if monday is None:
        return week
    sunday = monday + dt.timedelta(days=6)
    start = str(monday.day) if monday.month == sunday.month else date_format(monday, "j M").lower()
    span = f"{start}–{date_format(sunday, 'j M Y').lower()}"
    return _("Semana %(number)d · %(span)s") % {"number": monday.isocalendar().week, "span": span}


def week_short(week: str) -> str:
    """`2026-W46` → "S46": for the axis of a chart."""
    monday = week_monday(week)
    return week if monday is None else _("S%(number)d") % {"number": monday.isocalendar().week}
