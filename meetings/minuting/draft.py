"""The text of minutes as the facts give it: sentences that the secretary then edits. Pure.

A section is `{"key", "title", "text", "drafted"}`: `drafted` is the print of the text as it was written here, so that
what nobody touched can be written anew, and what somebody did stays.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.wording import spelled
from meetings.canonical import digest
from meetings.minuting.facts import came, not_reviewed
from meetings.models import AgendaState, AgreementState, ParticipantKind, ReviewState, Verdict

Facts = dict[str, Any]
Section = dict[str, str]


def draft(facts: Facts) -> list[Section]:
    """Every section, in the order of the minutes; a series without reviews has no section of them."""
    parts = [
        ("opening", _("Apertura"), opening(facts)),
        ("attendance", _("Asistencia y quórum"), attendance(facts)),
        ("previous", _("Acuerdos de sesiones anteriores"), previous(facts)),
        ("agenda", _("Orden del día"), agenda(facts)),
    ]
    if facts["reviews"]:
        parts.append(("review", _("Revisión por delegación y hospital"), review(facts)))
    parts += [
        ("agreements", _("Acuerdos"), agreements(facts)),
        ("closing", _("Cierre"), closing(facts)),
    ]
    return [{"key": key, "title": title, "text": text, "drafted": digest(text)} for key, title, text in parts]


def is_untouched(section: Section) -> bool:
    """Whether it still reads as it was drafted."""
    return section.get("drafted", "") == digest(section["text"])


def opening(facts: Facts) -> str:
    about = facts["meeting"]
    held = about["opened_at"] or about["starts_at"]
    where = about["place"]
    if where and about["by_video"]:
        where = _("%(place)s y por videoconferencia") % {"place": where}
    elif about["by_video"]:
        where = _("por videoconferencia")
    lines = [
        _("El %(moment)s comenzó la sesión n.º %(number)d de «%(series)s».")
        % {"moment": moment_words(held), "number": about["number"], "series": about["series"]["name"]}
    ]
    if where:
        lines.append(_("Se celebró en: %(place)s.") % {"place": where})
    for words, who in ((_("Presidió"), about["chair"]), (_("Llevó la secretaría"), about["secretary"])):
        if who:
            lines.append(f"{words}: {who['name']}{', ' + who['post'] if who['post'] else ''}.")
    if about["moved_reason"]:
        lines.append(
            _("Estaba prevista para el %(day)s; se movió: %(why)s.")
            % {"day": day_words(about["planned_on"]), "why": about["moved_reason"].rstrip(".")}
        )
    return "\n".join(lines)


def attendance(facts: Facts) -> str:
    rows = facts["attendance"]
    if not rows:
        return _("No se convocó a nadie por este medio.")
    there = came(rows)
    lines = [
        ngettext("Se convocó a %(n)d participante.", "Se convocó a %(n)d participantes.", len(rows)) % {"n": len(rows)},
        _("Con asistencia, en persona o por representante: %(n)d (%(kinds)s).")
        % {"n": len(there), "kinds": _by_kind(there)},
    ]
    quorum = facts["quorum"]
    if quorum["applies"]:
        words = _("Hubo quórum: %(there)d de %(required)d; hacían falta %(needed)d.")
        if not quorum["reached"]:
            words = _("No hubo quórum: %(there)d de %(required)d; hacían falta %(needed)d.")
        lines.append(words % quorum)
    lines.append(_("La lista de asistencia es el anexo «Asistencia»."))
    return "\n".join(lines)


def _by_kind(rows: list[Facts]) -> str:
    counted = Counter(row["kind"] for row in rows)
    told = [f"{ParticipantKind(kind).label}, {counted[kind]}" for kind in ParticipantKind.values if counted[kind]]
    return "; ".join(told) or _("nadie")


def previous(facts: Facts) -> str:
    rows = facts["carried"]
    if not rows:
        return _("No pasó a esta sesión ningún acuerdo pendiente.")
    lines = [
        ngettext(
            "Pasó a esta sesión %(n)d acuerdo pendiente:", "Pasaron a esta sesión %(n)d acuerdos pendientes:", len(rows)
        )
        % {"n": len(rows)}
    ]
    for row in rows:
        state = AgreementState(row["state"]).label
        lines.append(f"· {row['folio']}: {_sentence(row['text'])} {row['owner']}. {_due(row)} {state}.")
    return "\n".join(lines)


def agenda(facts: Facts) -> str:
    lines = []
    rows = [row for row in facts["agenda"] if row["kind"] != "opening"]
    for place, row in enumerate(rows, start=1):
        state = AgendaState(row["state"])
        line = f"{place}. {_sentence(row['title'])}"
        if state == AgendaState.PENDING:
            line += " " + _("No se trató.")
        elif state == AgendaState.POSTPONED:
            line += " " + _("Queda para otra sesión.")
        lines.append(line)
        if row["notes"]:
            lines.append(row["notes"].strip())
    return "\n".join(lines) or _("La sesión no tuvo orden del día.")


def review(facts: Facts) -> str:
    rows = facts["reviews"]
    done = [row for row in rows if row["state"] == ReviewState.REVIEWED]
    lines = [
        _("Se revisaron %(n)d de %(all)d delegaciones y hospitales; sus cifras congeladas van en el anexo «Cifras».")
        % {"n": len(done), "all": len(rows)}
    ]
    for verdict in (Verdict.GRAVE, Verdict.WATCH, Verdict.GOOD):
        of_verdict = [row for row in done if row["verdict"] == verdict]
        if not of_verdict:
            continue
        lines += ["", f"{verdict.label} ({len(of_verdict)})"]
        silent = [row["place"]["name"] for row in of_verdict if not row["comment"]]
        lines += [f"· {row['place']['name']}: {row['comment'].strip()}" for row in of_verdict if row["comment"]]
        if silent:
            lines.append(f"· {_('Sin comentarios')}: {', '.join(silent)}.")
    absent = [row for row in rows if row["state"] == ReviewState.ABSENT]
    if absent:
        lines += ["", _("No hubo nadie de: %(names)s.") % {"names": _names(absent)}]
        lines += [f"· {row['place']['name']}: {row['comment'].strip()}" for row in absent if row["comment"]]
    left = not_reviewed(rows)
    if left:
        lines += ["", _("No se revisaron: %(names)s.") % {"names": _names(left)}]
    return "\n".join(lines)


def _names(rows: list[Facts]) -> str:
    return ", ".join(row["place"]["name"] for row in rows)


def agreements(facts: Facts) -> str:
    rows = facts["agreements"]
    if not rows:
        return _("No se tomaron acuerdos.")
    lines = []
    for place, row in enumerate(rows, start=1):
        name = f" ({row['owner_name']})" if row["owner_name"] and row["owner_name"] != row["owner"] else ""
        lines.append(f"{place}. {row['folio']}: {_sentence(row['text'])}")
        lines.append(_("Responsable: %(owner)s.") % {"owner": f"{row['owner']}{name}"} + " " + _due(row))
        if row["condition"]:
            lines.append(_("Se dará por cumplido con los datos: %(words)s.") % {"words": row["condition"].rstrip(".")})
    return "\n".join(lines)


def closing(facts: Facts) -> str:
    closed = facts["meeting"]["closed_at"]
    if not closed:
        return _("La sesión sigue en curso.")
    lines = [_("La sesión terminó el %(moment)s.") % {"moment": moment_words(closed)}]
    if facts["directory"]:
        lines.append(_("El directorio de la red de ese día va como anexo."))
    return "\n".join(lines)


def _due(row: Facts) -> str:
    return _("Para el %(day)s.") % {"day": day_words(row["due_on"])}


def _sentence(text: str) -> str:
    """On one line, ending in a stop."""
    text = " ".join(text.split())
    return text if text.endswith((".", "?", "…")) else f"{text}."


def day_words(day: str) -> str:
    """`18 de noviembre de 2026`."""
    return spelled(date.fromisoformat(day[:10]), _(r"j \d\e F \d\e Y"))


def moment_words(at: str) -> str:
    """`18 de noviembre de 2026 a las 18:04`, on the clock that the text carries."""
    moment = datetime.fromisoformat(at)
    return _("%(day)s a las %(hour)s") % {"day": day_words(at), "hour": date_format(moment, "H:i")}
