"""What events about plans, sessions and doses are called on the screen (see delegations/audit_words.py)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "plan.begun": _("Plan de tratamiento empezado"),
    "plan.resized": _("Dosis recalculadas con otra medida"),
    "plan.stopped": _("Plan suspendido"),
    "plan.completed": _("Plan terminado"),
    "plan.extended": _("Sesiones escritas por el sistema"),
    "plan.read": _("Consulta de un plan"),
    "session.moved": _("Sesión recorrida"),
    "session.given": _("Sesión aplicada"),
    "session.cancelled": _("Sesión cancelada"),
    "session.read": _("Consulta de una sesión"),
    "dose.changed": _("Dosis cambiada"),
    "dose.confirmed": _("Dosis confirmada"),
    "dose.omitted": _("Dosis que no se da"),
    "calendar.read": _("Consulta del calendario de una unidad"),
}
