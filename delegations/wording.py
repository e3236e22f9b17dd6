"""How moments and weeks are written for a reader: pure, translated, in a given zone."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

# Cities of the zones of Mexico that are not spelled as the zone is.
CITIES = {
    "America/Mexico_City": "Ciudad de México",
    "America/Ciudad_Juarez": "Ciudad Juárez",
    "America/Merida": "Mérida",
    "America/Cancun": "Cancún",
    "America/Bahia_Banderas": "Bahía de Banderas",
    "America/Mazatlan": "Mazatlán",
}


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


def lasting(minutes: int) -> str:
    """`240` → "4 horas", `90` → "1 hora y 30 minutos", `45` → "45 minutos"."""
    hours, rest = divmod(minutes, 60)
    whole = ngettext("%(n)d hora", "%(n)d horas", hours) % {"n": hours}
    if hours and not rest:
        return whole
    part = ngettext("%(n)d minuto", "%(n)d minutos", rest) % {"n": rest}
    return _("%(hours)s y %(minutes)s") % {"hours": whole, "minutes": part} if hours else part


def zone_city(zone: str) -> str:
    """The city whose hour it is, as it is spelled here: `America/Mexico_City` → "Ciudad de México"."""
    return CITIES.get(zone) or zone.rpartition("/")[2].replace("_", " ")


def day_text(day: dt.date, today: dt.date) -> str:
    """`15 nov`, with the year when it is not this one."""
    return spelled(day, "j M" if day.year == today.year else "j M Y")


def day_in_full(day: dt.date) -> str:
    """`lunes 16 de noviembre`; in English `Monday 16 November`."""
    return spelled(day, _(r"l j \d\e F"))


def weekday_text(day: dt.date) -> str:
    """`mié 18 nov`: the weekday cut from the whole word, because Django's short ones of Mexico lack their accents."""
    return f"{spelled(day, 'l')[:3]} {spelled(day, 'j M')}"


def moment_in_full(moment: dt.datetime) -> str:
    """`lunes 16 de noviembre, 12:00`, in the zone that the moment already has."""
    return f"{day_in_full(moment)}, {moment:%H:%M}"


def spelled(day: dt.date, form: str) -> str:
    """The day in Django's `form`; Spanish writes months and weekdays small, English with a capital."""
    text = date_format(day, form)
    return text if get_language() == "en" else text.lower()


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
    start = str(monday.day) if monday.month == sunday.month else spelled(monday, "j M")
    span = f"{start}–{spelled(sunday, 'j M Y')}"
    return _("Semana %(number)d · %(span)s") % {"number": monday.isocalendar().week, "span": span}


def week_short(week: str) -> str:
    """`2026-W46` → "S46": for the axis of a chart."""
    monday = week_monday(week)
    return week if monday is None else _("S%(number)d") % {"number": monday.isocalendar().week}


def unstopped(text: str) -> str:
    """On one line and without the stop at its end: more follows on the line."""
    return " ".join(text.split()).rstrip(".")
