"""What was done about a case, a line for each step, in words of the family. Pure.

Staff's notes among themselves and what other families wrote are never here; who calls `steps` leaves them out too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

# Steps that a case of several families tells to none of them: it is not known whose they were.
OF_ONE_FAMILY = frozenset({"contact", "confirmed", "disputed", "attached", "detached", "joined"})
NOT_TOLD = frozenset({"note", "severity", "reminded", "changed", "merged", "detached", "joined"})


@dataclass(frozen=True, slots=True)
class Happened:
    """A step as it is kept. `who`: the name of whoever did it; `is_own`: this family itself."""

    kind: str
    at: datetime
    who: str = ""
    text: str = ""
    way: str = ""
    reached: bool | None = None
    is_own: bool = False
    from_family: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the story; `words` are somebody's own, shown as theirs."""

    at: datetime
    line: str
    words: str = ""


def steps(events: Iterable[Happened], *, is_shared: bool) -> list[Step]:
    """The story, oldest first. `is_shared`: several families follow the case."""
    told = []
    for event in events:
        if event.kind in NOT_TOLD or (is_shared and event.kind in OF_ONE_FAMILY and not event.is_own):
            continue
        line = _line(event)
        if line:
            told.append(Step(event.at, line, event.text if event.kind in {"message", "reply"} else ""))
    return told


def _line(event: Happened) -> str:
    who = event.who or _("Su hospital")
    if event.kind == "contact":
        return _contact(event, who)
    if event.kind == "reply":
        return _("Usted dijo:") if event.is_own else ""
    if event.kind == "message":
        return _("%(who)s le escribió:") % {"who": who}
    if event.kind in {"disputed", "reopened"} and event.is_own:
        return _("Usted dijo que aún no está.")
    if event.kind == "attached":
        return _("Usted mandó una foto.") if event.is_own or event.from_family else ""
    lines = {
        "opened": _("Se abrió el caso."),
        "owner": _("Cambió quien lo resuelve."),
        "taken": _("%(who)s lo tomó.") % {"who": who},
        "waiting": _("%(who)s dijo qué espera.") % {"who": who},
        "checked": _("Se buscó en el hospital y cerca."),
        "contact_late": _("No le llamaron a tiempo."),
        "escalated": _("No se pudo a tiempo. Pasó a quien está arriba."),
        "solved": _("%(who)s dijo que ya está.") % {"who": who},
        "confirmed": _("Usted dijo que ya se lo dieron.") if event.is_own else _("Se anotó que ya se dio."),
        "disputed": _("La familia dijo que aún no está."),
        "reopened": _("Se abrió otra vez."),
        "closed": _("La oficina central lo cerró."),
    }
    return lines.get(event.kind, "")


def _contact(event: Happened, who: str) -> str:
    if event.way == "mail":
        return _("%(who)s le mandó un correo.") % {"who": who}
    if event.way == "text":
        return _("%(who)s le mandó un mensaje.") % {"who": who}
    if event.way == "visit":
        told = _("%(who)s fue a su casa.") if event.reached else _("%(who)s fue a su casa y no le halló.")
    elif event.way == "in_person":
        told = _("%(who)s habló con usted.") if event.reached else _("%(who)s le buscó y no le halló.")
    else:
        told = _("%(who)s le llamó.") if event.reached else _("%(who)s le llamó y no contestaron.")
    return told % {"who": who}
