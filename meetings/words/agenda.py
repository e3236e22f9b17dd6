"""What events about the agenda of a meeting are called on the screen (see delegations/audit_words.py)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "agenda.built": _("Armó el orden del día con los datos"),
    "agenda.added": _("Agregó un asunto al orden del día"),
    "agenda.proposed": _("Propuso un asunto para el orden del día"),
    "agenda.accepted": _("Aceptó un asunto propuesto"),
    "agenda.refused": _("Desechó un asunto propuesto"),
    "agenda.changed": _("Cambió un asunto del orden del día"),
    "agenda.moved": _("Cambió el orden de un asunto"),
    "agenda.dropped": _("Sacó un asunto del orden del día"),
    "agenda.put_back": _("Devolvió un asunto al orden del día"),
    "agenda.noted": _("Anotó qué se dijo de un asunto"),
    "figures.frozen": _("Congeló las cifras de una sesión"),
}
