"""What events about cases are called on the screen (see delegations/audit_words.py)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "case.opened": _("Abrió un caso"),
    "case.joined": _("Sumó un aviso a un caso"),
    "case.taken": _("Tomó un caso"),
    "case.handed": _("Pasó un caso a otra persona"),
    "case.moved": _("Cambió de responsable un caso"),
    "case.contact": _("Anotó un contacto con la familia de un caso"),
    "case.note": _("Escribió una nota en un caso"),
    "case.message": _("Escribió a la familia de un caso"),
    "case.reply": _("Respondió en un caso"),
    "case.waiting": _("Puso un caso en espera"),
    "case.resumed": _("Quitó la espera de un caso"),
    "case.solved": _("Dio un caso por resuelto"),
    "case.confirmed": _("Confirmó un caso"),
    "case.disputed": _("Dijo que un caso no está resuelto"),
    "case.closed": _("Cerró un caso sin confirmación"),
    "case.reopened": _("Reabrió un caso"),
    "case.merged": _("Unió un caso a otro"),
    "case.left": _("Dejó de ser parte de un caso"),
    "case.corrected": _("Corrigió un caso"),
    "case.swept": _("El reloj cambió un caso"),
    "case.read": _("Leyó un caso"),
    "case_rules.loaded": _("Cargó las reglas de los casos"),
}
