"""An answer of the checklist as a page shows it: a sentence, what stands behind it, and what to do about it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pediatric_platform.checklist.line import NO, UNKNOWN, YES

TITLES: dict[str, Promise] = {
    "in_unit": gettext_lazy("En el hospital"),
    "warehouses": gettext_lazy("En el almacén de la delegación"),
    "in_transit": gettext_lazy("En camino"),
    "supply_orders": gettext_lazy("Órdenes de suministro"),
    "neighbours": gettext_lazy("En otros hospitales"),
    "equivalents": gettext_lazy("Otra presentación"),
    "recalls": gettext_lazy("Piezas que no se pueden usar"),
    "no_drug": gettext_lazy("Qué medicamento es"),
}
HELD_BACK: dict[str, Promise] = {
    "recalled": gettext_lazy("retirado"),
    "quarantined": gettext_lazy("en cuarentena"),
    "expired": gettext_lazy("caduco"),
}
SENTENCES: dict[tuple[str, str], Promise] = {
    ("in_unit", NO): gettext_lazy("No hay en ningún lugar del hospital."),
    ("in_unit", UNKNOWN): gettext_lazy("El hospital no lleva aquí su existencia: pregunte en la farmacia."),
    ("warehouses", NO): gettext_lazy("No hay en el almacén de la delegación."),
    ("warehouses", UNKNOWN): gettext_lazy("El almacén de la delegación no lleva aquí su existencia."),
    ("in_transit", NO): gettext_lazy("No viene nada en camino."),
    ("supply_orders", NO): gettext_lazy("No hay ninguna orden de suministro por recibir."),
    ("supply_orders", UNKNOWN): gettext_lazy("No se sabe: aquí no se registran órdenes desde hace medio año."),
    ("neighbours", NO): gettext_lazy("Ningún otro hospital tiene piezas de más."),
    ("equivalents", NO): gettext_lazy("No hay otra presentación del mismo medicamento."),
    ("equivalents", UNKNOWN): gettext_lazy("El hospital no lleva aquí su existencia de otras presentaciones."),
    ("recalls", NO): gettext_lazy("No hay piezas retiradas, en cuarentena ni caducas."),
    ("recalls", UNKNOWN): gettext_lazy("No se sabe: el hospital no lleva aquí su existencia."),
    ("no_drug", UNKNOWN): gettext_lazy("No se sabe qué medicamento falta: pregunte a la familia y corrija el caso."),
}


@dataclass(frozen=True, slots=True)
class Way:
    """What somebody can do next: `icon` says whether it opens a page, calls or writes."""

    label: str
    href: str
    icon: str = "right"


@dataclass(frozen=True, slots=True)
class ShownRow:
    text: str
    pieces: int | None = None
    note: str = ""
    ways: Sequence[Way] = ()


@dataclass(frozen=True, slots=True)
class ShownLine:
    """`tone`: good where it helps, bad where it explains the lack, muted where nobody knows."""

    kind: str
    title: str
    verdict: str
    sentence: str
    tone: str
    data_at: datetime | None
    rows: Sequence[ShownRow] = ()
    ways: Sequence[Way] = ()


def sentence_of(line: dict[str, Any]) -> str:
    """The answer in one sentence."""
    kind, verdict, pieces = line["kind"], line["verdict"], line["pieces"] or 0
    if verdict != YES:
        return str(SENTENCES.get((kind, verdict), _("No se sabe.")))
    texts = {
        "in_unit": ngettext("Hay %d pieza en el hospital.", "Hay %d piezas en el hospital.", pieces),
        "warehouses": ngettext(
            "Hay %d pieza en el almacén de la delegación.", "Hay %d piezas en el almacén de la delegación.", pieces
        ),
        "in_transit": ngettext("Viene %d pieza en camino.", "Vienen %d piezas en camino.", pieces),
        "supply_orders": ngettext(
            "Se pidió %d pieza que el proveedor aún no entrega.",
            "Se pidieron %d piezas que el proveedor aún no entrega.",
            pieces,
        ),
        "neighbours": ngettext(
            "A otros hospitales les sobra %d pieza, descontadas sus dosis con fecha y un mes de su consumo.",
            "A otros hospitales les sobran %d piezas, descontadas sus dosis con fecha y un mes de su consumo.",
            pieces,
        ),
        "equivalents": ngettext(
            "Hay %d pieza de otra presentación; decide quien prescribe.",
            "Hay %d piezas de otra presentación; decide quien prescribe.",
            pieces,
        ),
        "recalls": ngettext("Hay %d pieza detenida.", "Hay %d piezas detenidas.", pieces),
    }
    return texts[kind] % pieces if kind in texts else _("Sí.")


def tone_of(line: dict[str, Any]) -> str:
    if line["verdict"] == UNKNOWN:
        return "unknown"
    if line["kind"] == "recalls":
        return "bad" if line["verdict"] == YES else "quiet"
    if line["kind"] == "supply_orders" and not any(row["in_time"] for row in line["rows"]):
        return "quiet"  # ordered is not there, and not even likely in time
    return "good" if line["verdict"] == YES else "quiet"


def moment_of(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def day_text(text: str) -> str:
    """A stored day as a line shows it: 18 nov."""
    return date_format(date.fromisoformat(text), "j M")


def shelf_note(row: dict[str, Any]) -> str:
    return _("la primera caducidad, %(day)s") % {"day": date_format(date.fromisoformat(row["first_expiry"]), "j M Y")}


def transit_note(row: dict[str, Any]) -> str:
    """When it comes, how sure that is, and whether it is in time."""
    day = day_text(row["on"])
    told = {
        "dated": _("llega el %(day)s"),
        "estimated": _("se calcula para el %(day)s"),
        "late": _("viene atrasado; no antes del %(day)s"),
    }
    parts = [told.get(row["certainty"], "%(day)s") % {"day": day}]
    if row["in_time"] is False:
        parts.append(_("después de cuando se necesita"))
    if not row["to_unit"]:
        parts.append(_("al almacén de la delegación"))
    return " · ".join(parts)


def order_note(row: dict[str, Any]) -> str:
    """By when it is likely there, how sure that is, and whether that is in time."""
    parts = [_("de %(supplier)s") % {"supplier": row["supplier"]}]
    if row["late_days"]:
        parts.append(
            ngettext("venció hace %(n)d día", "venció hace %(n)d días", row["late_days"]) % {"n": row["late_days"]}
        )
    else:
        parts.append(_("con fecha límite del %(day)s") % {"day": day_text(row["deadline"])})
    if row["on"] is None:
        parts.append(_("no puede decirse cuándo llega"))
    else:
        day = {"day": day_text(row["on"]), "percent": row["percent"] or 0}
        parts.append(_("llega a más tardar el %(day)s con %(percent)d %% de probabilidad") % day)
    if row["in_time"] is False:
        parts.append(_("después de cuando se necesita"))
    if not row["to_unit"]:
        parts.append(_("al almacén de la delegación"))
    return " · ".join(parts)


def spare_note(row: dict[str, Any]) -> str:
    """How far, what they have and what they keep, so that whoever calls knows what is asked of them."""
    parts = [str(row["delegation_name"])]
    if row["km"] is not None:
        # Coordinates are of the town where the hospital's own are not known.
        near = _("en la misma ciudad")
        parts.append(_("a %(km)d km en línea recta") % {"km": row["km"]} if row["km"] else near)
    parts.append(
        _("tiene %(usable)d, necesita %(required)d en 30 días") % {"usable": row["usable"], "required": row["required"]}
    )
    if row["cpm"] is None:
        parts.append(_("no informa su consumo"))
    else:
        parts.append(_("usa %(cpm)s al mes") % {"cpm": f"{row['cpm']:g}"})
    return " · ".join(parts)


def held_note(row: dict[str, Any]) -> str:
    return str(HELD_BACK.get(row["state"], row["state"]))
