"""Why a proposal is made, in one or two sentences of the reader's language, from its facts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def sentence(facts: Mapping[str, Any]) -> str:
    """The whole reason: what it covers, when it arrives, what the giver keeps, and how it was shared."""
    parts = (_part(facts), _purpose(facts), _arrival(facts), _donor(facts), _share(facts))
    return " ".join(part for part in parts if part)


def _part(facts: Mapping[str, Any]) -> str:
    """What follows is told of the whole trip, which may be picked up at several places."""
    if facts["pieces"] == facts["of_trip"]:
        return ""
    return _("Parte de un envío de %(n)d piezas.") % {"n": facts["of_trip"]}


def _day(text: str) -> str:
    return date_format(date.fromisoformat(text), "j b")


def _purpose(facts: Mapping[str, Any]) -> str:
    target, parts = facts["to"], []
    if facts["doses"]:
        days = {"target": target, "doses": facts["doses"], "of": facts["lacked_doses"]}
        days |= {"first": _day(facts["first_dose"]), "last": _day(facts["last_dose"])}
        if facts["first_dose"] == facts["last_dose"]:
            text = ngettext(
                "Cubre %(doses)d dosis sin cubrir de %(target)s (de %(of)d), del %(first)s.",
                "Cubre %(doses)d dosis sin cubrir de %(target)s (de %(of)d), del %(first)s.",
                facts["doses"],
            )
        else:
            text = ngettext(
                "Cubre %(doses)d dosis sin cubrir de %(target)s (de %(of)d), del %(first)s al %(last)s.",
                "Cubre %(doses)d dosis sin cubrir de %(target)s (de %(of)d), del %(first)s al %(last)s.",
                facts["doses"],
            )
        parts.append(text % days)
    if facts["filled"]:
        parts.append(
            ngettext(
                "%(n)d pieza es para lo que le falta a %(target)s hasta su mínimo.",
                "%(n)d piezas son para lo que le falta a %(target)s hasta su mínimo.",
                facts["filled"],
            )
            % {"n": facts["filled"], "target": target}
        )
    if facts["saved"]:
        parts.append(
            ngettext(
                "%(n)d pieza que caducaría sin usarse en %(source)s sí se usará.",
                "%(n)d piezas que caducarían sin usarse en %(source)s sí se usarán.",
                facts["saved"],
            )
            % {"n": facts["saved"], "source": facts["from"]}
        )
    return " ".join(parts) or _("Completa un envío a %(target)s.") % {"target": target}


def _arrival(facts: Mapping[str, Any]) -> str:
    text = ngettext(
        "Llega el %(day)s, en %(n)d día, con %(life)d días de vida.",
        "Llega el %(day)s, en %(n)d días, con %(life)d días de vida.",
        facts["days"],
    )
    return text % {"day": _day(facts["arrives"]), "n": facts["days"], "life": facts["life"]}


def _donor(facts: Mapping[str, Any]) -> str:
    if not facts["kept"]:
        return _("En %(source)s quedan %(left)d piezas, sin dosis ni consumo previstos.") % {
            "source": facts["from"],
            "left": facts["left"],
        }
    return _("En %(source)s quedan %(left)d piezas; sus dosis y su reserva piden %(kept)d.") % {
        "source": facts["from"],
        "left": facts["left"],
        "kept": facts["kept"],
    }


def _share(facts: Mapping[str, Any]) -> str:
    if not facts["is_share"]:
        return ""
    return _("No alcanza para todos: se reparte por dosis sin cubrir y después por CPM.")
