"""The annexes of minutes as tables of words: for the PDF, the page and whoever prints it. Pure but for addresses."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from delegations.charts.numbers import percent_text
from delegations.models import Holding
from delegations.navigation import address
from meetings.minuting.draft import day_words, moment_words
from meetings.models import AgreementState, ParticipantKind, Presence, ReviewState, Verdict

BLANK = "—"
# So few lines stand below what comes before them; more begin a sheet of their own.
FEW = 8
Table = dict[str, Any]


def annexes_of(content: dict[str, Any]) -> list[Table]:
    """Attendance, figures, agreements, directory; those without rows are left out but for the first."""
    found = [attendance(content), figures(content), agreements(content), directory(content)]
    tables = [table for place, table in enumerate(found) if table["rows"] or place == 0]
    for number, table in enumerate(tables, start=1):
        table["begins_sheet"] = number == 1 or len(table["rows"]) > FEW
        table["title"] = _("Anexo %(n)d. %(title)s") % {"n": number, "title": table["title"]}
    return tables


def _table(key: str, title: str, head: list[str], widths: list[int], rows: list[list[Any]], note: str = "") -> Table:
    return {"key": key, "title": title, "head": head, "widths": widths, "rows": rows, "note": note}


def attendance(content: dict[str, Any]) -> Table:
    """Who was called and who was there; relatives as they agreed to be shown."""
    rows = []
    for row in content["attendance"]:
        place = row["place"]["name"] if row["place"] else row["organisation"]
        presence = str(Presence(row["presence"]).label)
        if row["represented_by"]:
            presence = _("Representada por %(name)s") % {"name": row["represented_by"]}
        kind = str(ParticipantKind(row["kind"]).label)
        rows.append([row["name"], row["post"] or BLANK, place or BLANK, kind, presence])
    head = [_("Nombre"), _("Cargo"), _("De dónde"), _("De quién"), _("Asistencia")]
    return _table("attendance", _("Asistencia"), head, [4, 4, 4, 2, 3], rows)


def figures(content: dict[str, Any]) -> Table:
    """What was on the wall for each delegation and hospital, with the address and the print of what is kept of it."""
    rows = []
    if content["country"]:
        rows.append(_figures_row(_("País"), content["country"], ""))
    for row in content["reviews"]:
        state = ReviewState(row["state"])
        told = Verdict(row["verdict"]).label if state == ReviewState.REVIEWED and row["verdict"] else state.label
        rows.append(_figures_row(row["place"]["name"], row["snapshot"], str(told)))
    head = [
        _("Delegación u hospital"), _("Abasto"), _("Cambio"), _("Reportaron"), _("Sin cobertura, 7 días"),
        _("Casos abiertos"), _("Órdenes y traspasos tarde"), _("Cómo está"), _("Cifras congeladas"),
    ]  # fmt: skip
    note = _(
        "Cifras de la semana cerrada, como se mostraron; lo que se corrija después en los registros no las cambia. "
        "Abasto: pares unidad–medicamento ni en cero ni críticos. Sin cobertura: niñas y niños. Cada línea lleva a sus "
        "cifras completas; las letras son el comienzo de su huella SHA-256."
    )
    return _table("figures", _("Cifras"), head, [5, 2, 2, 2, 2, 2, 2, 3, 3], rows, note)


def _figures_row(name: str, snapshot: dict[str, Any] | None, told: str) -> list[Any]:
    if not snapshot:
        return [name, *[BLANK] * 6, told or BLANK, BLANK]
    data = snapshot["data"]
    whole = data.get("abasto", {}).get("conjunto", {})
    reporting = data.get("reporting", {})
    children = data.get("uncovered", {})
    reach = children.get("within_7", {}) if children.get("computed_at") else {}  # nobody had counted: not «0 de 0»
    where = address("meetings:snapshot", snapshot["id"])
    mark = snapshot["sha256"][:10]
    return [
        name,
        percent_text(whole.get("level")),
        _change(whole.get("change")),
        _of(reporting.get("signed"), reporting.get("expected")),
        _of(reach.get("uncovered"), reach.get("children")),
        _number(data.get("cases", {}).get("standing")),
        _late(data),
        told or BLANK,
        {"text": mark, "href": settings.SITE_URL.rstrip("/") + where} if where else mark,
    ]


def _number(value: Any) -> str:
    return BLANK if value is None else str(value)


def _late(data: dict[str, Any]) -> str:
    """Supply orders, then transfers; before orders were kept nobody knew of theirs."""
    known = [_number(data.get(name, {}).get("late")) for name in ("orders", "transfers")]
    return BLANK if known == [BLANK, BLANK] else " · ".join(known)


def _of(part: Any, total: Any) -> str:
    return BLANK if part is None or total is None else _("%(part)s de %(all)s") % {"part": part, "all": total}


def _change(points: float | None) -> str:
    return BLANK if points is None else f"{points:+.1f}".replace("-", "−")


def agreements(content: dict[str, Any]) -> Table:
    """What was agreed, then what was carried over from before, each with whose it is and by when."""
    rows = []
    for row in (*content["agreements"], *content["carried"]):
        name = row["owner_name"] if row["owner_name"] != row["owner"] else ""
        owner = f"{row['owner']}: {name}" if name else row["owner"]
        about = [row["place"]["name"] if row["place"] else "", row["drug"]["name"] if row["drug"] else ""]
        about += [_("caso %(folio)s") % {"folio": row["case"]} if row["case"] else ""]
        rows.append(
            [
                row["folio"],
                f"{row['text']} ({row['condition']})" if row["condition"] else row["text"],
                owner,
                day_words(row["due_on"]),
                "; ".join(word for word in about if word) or BLANK,
                str(AgreementState(row["state"]).label),
            ]
        )
    head = [_("Folio"), _("Acuerdo"), _("Responsable"), _("Para el"), _("Sobre"), _("Estado al cierre")]
    return _table("agreements", _("Acuerdos"), head, [2, 6, 4, 3, 3, 2], rows)


def directory(content: dict[str, Any]) -> Table:
    """The network as the public directory had it that day: names, posts, office telephone and mail."""
    snapshot = content["directory"]
    title = _("Directorio de la red")
    head = [_("Delegación"), _("Lugar"), _("Quién"), _("Teléfono"), _("Correo")]
    if not snapshot:
        return _table("directory", title, head, [3, 5, 5, 3, 5], [])
    rows = []
    for entry in snapshot["data"].get("entries", []):
        for who in entry["contacts"] or [None]:
            name = f"{who['name']} ({holding(who['holding'])})" if who else _("Sin nombrar")
            reach = [who["phone"] or BLANK, who["email"] or BLANK] if who else [BLANK, BLANK]
            rows.append([entry["delegation_name"], entry["name"], name, *reach])
    note = _("Como estaba el %(moment)s.") % {"moment": moment_words(snapshot["taken_at"])}
    return _table("directory", title, head, [3, 5, 5, 3, 5], rows, note)


def holding(value: str) -> str:
    return str(Holding(value).label).lower() if value in Holding.values else value
