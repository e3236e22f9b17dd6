"""What events about requisitions are called on the screen (see delegations/audit_words.py)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "requisition.drafted": _("Hizo una requisición"),
    "requisition.changed": _("Cambió una requisición"),
    "requisition.sent": _("Envió una requisición"),
    "requisition.taken_back": _("Retomó una requisición"),
    "requisition.approved": _("Aprobó una requisición"),
    "requisition.refused": _("No aprobó una requisición"),
    "requisition.escalated": _("Pasó una requisición a oficina central"),
    "requisition.cancelled": _("Canceló una requisición"),
    "requisition.rest_ordered": _("Ordenó surtir el resto de una requisición"),
    "requisition.fulfilled": _("Requisición surtida"),
    "requisition.reopened": _("Requisición de nuevo por surtir"),
    "transfer.arrived_otherwise": _("Un traspaso llegó distinto de lo enviado"),
    "transfer.turned_away": _("Devolvió piezas de un traspaso"),
}
