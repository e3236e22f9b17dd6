"""Days and hours as people say them. Pure but for the language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.wording import day_in_full, spelled


def said(day: date, today: date) -> str:
    """`hoy`, `mañana`, `ayer`, else `el martes 24 de noviembre`; with the year when it is far away."""
    near = {0: _("hoy"), 1: _("mañana"), -1: _("ayer")}.get((day - today).days)
    if near:
        return near
    if abs((day - today).days) > 300:
        return _("el %(day)s de %(year)s") % {"day": day_in_full(day), "year": day.year}
    return _("el %(day)s") % {"day": day_in_full(day)}


def of(day: date, today: date) -> str:
    """`de hoy`, `de mañana`, `del martes 24 de noviembre`."""
    near = {0: _("de hoy"), 1: _("de mañana"), -1: _("de ayer")}.get((day - today).days)
    return near or _("del %(day)s") % {"day": day_in_full(day)}


def heading(day: date, today: date) -> str:
    """The day above a sentence: `Mañana, martes 24 de noviembre`."""
    near = {0: _("Hoy"), 1: _("Mañana"), -1: _("Ayer")}.get((day - today).days)
    full = day_in_full(day) if abs((day - today).days) <= 300 else spelled(day, _(r"l j \d\e F \d\e Y"))
    return f"{near}, {full}" if near else full[:1].upper() + full[1:]


def hour(moment: datetime) -> str:
    """`a las 12:00`, `a la 1:00`: the moment's own zone."""
    if moment.hour == 1:
        return _("a la %(hour)s") % {"hour": f"{moment:%-H:%M}"}
    return _("a las %(hour)s") % {"hour": f"{moment:%-H:%M}"}


def since(moment: datetime, today: date) -> str:
    """`desde hoy`, `desde el jueves 19 de noviembre`."""
    return _("desde %(day)s") % {"day": said(moment.date(), today)}


def ago(days: int) -> str:
    """`hoy`, `ayer`, `hace 4 días`."""
    if days <= 0:
        return _("hoy")
    if days == 1:
        return _("ayer")
    return ngettext("hace %(n)d día", "hace %(n)d días", days) % {"n": days}


def listed(names: Sequence[str]) -> str:
    """`vincristina`, `vincristina y metotrexato`, `vincristina, metotrexato y mesna`."""
    if len(names) < 2:
        return "".join(names)
    # Spanish says «e» before the sound of an i.
    last = names[-1]
    both = _("%(first)s e %(last)s") if last.lower().startswith(("i", "hi")) else _("%(first)s y %(last)s")
    return both % {"first": ", ".join(names[:-1]), "last": last}
