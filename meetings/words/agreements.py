"""What events of agreements are called on the screen (see delegations/audit_words.py)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "agreement.agreed": _("Anotó un acuerdo"),
    "agreement.changed": _("Corrigió un acuerdo"),
    "agreement.due_moved": _("Cambió la fecha de un acuerdo"),
    "agreement.given": _("Pasó un acuerdo a otro puesto"),
    "agreement.progress": _("Anotó el avance de un acuerdo"),
    "agreement.fulfilled": _("Dio por cumplido un acuerdo"),
    "agreement.reopened": _("Reabrió un acuerdo"),
    "agreement.cancelled": _("Dejó un acuerdo sin efecto"),
    "agreement.carried": _("Pasó los acuerdos pendientes a la sesión"),
    "agreement.passed_on": _("Pasó un acuerdo a quien ocupa ahora el puesto"),
    "agreement.evaluated": _("Los datos cambiaron el estado de un acuerdo"),
}
