"""What events about loans are called on the screen (see delegations/audit_words.py)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "partner.registered": _("Dio de alta una institución externa"),
    "partner.changed": _("Cambió los datos de una institución externa"),
    "loan.given": _("Prestó piezas a otra institución"),
    "loan.received": _("Recibió piezas prestadas"),
    "loan.returned_in_part": _("Devolución parcial de un préstamo"),
    "loan.returned": _("Devolución completa de un préstamo"),
    "loan.return_undone": _("Deshizo la devolución de un préstamo"),
    "loan.due_moved": _("Cambió el plazo de un préstamo"),
    "loan.forgiven": _("Saldó un préstamo sin devolución"),
    "loan.voided": _("Anuló un préstamo"),
}
