"""The six figures of a place on the wall, read from what was frozen: each says of what and from how many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.charts.numbers import grouped, percent_text
from delegations.wording import spelled

NOBODY_KNOWS = "—"


@dataclass(frozen=True, slots=True)
class Big:
    """One figure: `category` gives it mark and hue, `basis` from how many, `age` of when where it is another moment."""

    label: str
    value: str
    basis: str
    unit: str = ""
    category: str = ""
    delta: str = ""
    age: datetime | None = None


def six(data: Mapping[str, Any]) -> list[Big]:
    """Abasto, who reported, drugs at zero, children, cases, deliveries; nothing where nothing was frozen."""
    if not data.get("abasto"):
        return []
    return [_abasto(data), _reporting(data), _zero(data), _children(data), _cases(data), _transfers(data)]


def why_unknown(data: Mapping[str, Any]) -> str:
    """Why nobody knows how the place's pairs stand; nothing where they were counted."""
    if data["abasto"]["conjunto"]["level"] is not None:
        return ""
    return _("sin datos de esa semana") if data["week"] else _("aún no se suma ninguna semana cerrada")


def moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _abasto(data: Mapping[str, Any]) -> Big:
    whole = data["abasto"]["conjunto"]
    change = whole["change"]
    delta = ""
    if change is not None:
        sign = "+" if change > 0 else "−" if change < 0 else ""
        delta = _("%(n)s puntos en una semana") % {"n": f"{sign}{grouped(abs(change), 1)}"}
    basis = _("%(n)s de %(all)s pares unidad–clave en cero o críticos") % {
        "n": grouped(whole["out"] + whole["critical"]),
        "all": grouped(whole["pairs"]),
    }
    if why := why_unknown(data):
        return Big(_("Nivel de abasto"), NOBODY_KNOWS, why)
    value = percent_text(whole["level"]).removesuffix("%").strip()
    return Big(_("Nivel de abasto"), value, basis, unit="%", category=whole["category"] or "", delta=delta)


def _reporting(data: Mapping[str, Any]) -> Big:
    told = data["reporting"]
    if not data["week"]:
        return Big(_("Unidades que firmaron"), NOBODY_KNOWS, why_unknown(data))
    late = told["expected"] - told["signed"]
    basis = percent_text(told["rate"]) if told["rate"] is not None else _("ninguna debía reportar")
    if late:
        basis += " · " + ngettext("falta %(n)s", "faltan %(n)s", late) % {"n": grouped(late)}
    return Big(
        _("Unidades que firmaron"),
        _("%(n)s de %(all)s") % {"n": grouped(told["signed"]), "all": grouped(told["expected"])},
        basis,
        category="low" if late else "",
        age=moment(told["data_as_of"]),
    )


def _zero(data: Mapping[str, Any]) -> Big:
    whole = data["abasto"]["conjunto"]
    if why := why_unknown(data):
        return Big(_("Claves en cero"), NOBODY_KNOWS, why)
    basis = ngettext("%(n)s par unidad–clave", "%(n)s pares unidad–clave", whole["out"])
    return Big(
        _("Claves en cero"),
        grouped(data["zero_total"]),
        basis % {"n": grouped(whole["out"])}
        + " · "
        + ngettext("%(n)s receta negada", "%(n)s recetas negadas", whole["denied"]) % {"n": grouped(whole["denied"])},
        category="out" if data["zero_total"] else "",
    )


def _children(data: Mapping[str, Any]) -> Big:
    told = data["uncovered"]
    week = told["within_7"]
    basis = _("de %(all)s con sesión en 7 días · en 14 días: %(two)s · en 28: %(four)s") % {
        "all": grouped(week["children"]),
        "two": grouped(told["within_14"]["uncovered"]),
        "four": grouped(told["within_28"]["uncovered"]),
    }
    if told["stale_units"]:
        basis += " · " + ngettext(
            "%(n)s unidad sin datos al día", "%(n)s unidades sin datos al día", told["stale_units"]
        ) % {"n": grouped(told["stale_units"])}
    return Big(
        _("Niñas y niños sin cobertura"),
        grouped(week["uncovered"]) if told["computed_at"] else NOBODY_KNOWS,
        basis if told["computed_at"] else _("nadie la ha calculado"),
        category="critical" if week["uncovered"] else "",
        age=moment(told["computed_at"]),
    )


def _cases(data: Mapping[str, Any]) -> Big:
    told = data["cases"]
    basis = _("vencidos %(late)s · en la sesión %(session)s · en oficina central %(central)s") % {
        "late": grouped(told["overdue"]),
        "session": grouped(told["session"]),
        "central": grouped(told["central"]),
    }
    category = "critical" if told["overdue"] else "low" if told["session"] else ""
    return Big(_("Casos abiertos"), grouped(told["standing"]), basis, category=category)


def _transfers(data: Mapping[str, Any]) -> Big:
    told = data["transfers"]
    if "orders" in data:
        return _deliveries(told, data["orders"])
    basis = _("de %(all)s en camino") % {"all": grouped(told["in_transit"])}
    if told["undated"]:
        basis += " · " + _("%(n)s sin fecha") % {"n": grouped(told["undated"])}
    if not told["orders_kept"]:
        basis += " · " + _("órdenes de suministro: aún no se llevaban aquí")
    return Big(_("Traspasos tarde"), grouped(told["late"]), basis, category="low" if told["late"] else "")


def _deliveries(transfers: Mapping[str, Any], orders: Mapping[str, Any]) -> Big:
    """What is late of both: what suppliers owe, and what places of the institute sent."""
    late = transfers["late"] + orders["late"]
    parts = [
        _("%(late)s de %(all)s órdenes de suministro") % {
            "late": grouped(orders["late"]), "all": grouped(orders["awaited"]),
        },
        _("%(late)s de %(all)s traspasos") % {
            "late": grouped(transfers["late"]), "all": grouped(transfers["in_transit"]),
        },
    ]  # fmt: skip
    if orders["late"]:
        worst = orders["lines"][0]
        pieces = ngettext("%(n)s pieza por llegar", "%(n)s piezas por llegar", orders["pieces"])
        parts.append(pieces % {"n": grouped(orders["pieces"])})
        days = ngettext("la más atrasada, %(n)d día", "la más atrasada, %(n)d días", worst["days"])
        parts.append(days % {"n": worst["days"]})
    if transfers["undated"]:
        parts.append(_("traspasos sin fecha: %(n)s") % {"n": grouped(transfers["undated"])})
    return Big(_("Entregas tarde"), grouped(late), " · ".join(parts), category="low" if late else "")


def trend_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """The line of twelve weeks, with its ends in words; nothing where fewer than two weeks are known."""
    points = data.get("trend") or []
    known = [point for point in points if point["level"] is not None]
    if len(known) < 2:
        return {}
    first, last = known[0], known[-1]
    levels = [point["level"] for point in known]
    words = _("Nivel de abasto: de %(first)s a %(last)s en %(n)d semanas; entre %(low)s y %(high)s")
    return {
        "values": [point["level"] for point in points],
        "first": percent_text(first["level"]),
        "last": percent_text(last["level"]),
        "first_week": spelled(day(first["week"]) or date.min, "j M"),
        "last_week": spelled(day(last["week"]) or date.min, "j M"),
        "low": percent_text(min(levels)),
        "high": percent_text(max(levels)),
        "words": words
        % {
            "first": percent_text(first["level"]),
            "last": percent_text(last["level"]),
            "n": len(points),
            "low": percent_text(min(levels)),
            "high": percent_text(max(levels)),
        },
    }
