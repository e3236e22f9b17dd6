"""What events about redistribution are called on the screen (see delegations/audit_words.py)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "redistribution.asked": _("Redistribución pedida"),
    "redistribution.done": _("Redistribución calculada"),
    "redistribution.failed": _("Redistribución que no se pudo calcular"),
    "redistribution.cancelled": _("Redistribución cancelada"),
    "proposal.accepted": _("Propuesta de redistribución aceptada"),
    "proposal.rejected": _("Propuesta de redistribución rechazada"),
    "proposal.stale": _("Propuesta de redistribución que ya no aplica"),
    "transfer_order.drafted": _("Orden de traspaso hecha"),
    "transfer_order.giver_confirmed": _("Orden de traspaso confirmada por quien envía"),
    "transfer_order.taker_confirmed": _("Orden de traspaso confirmada por quien recibe"),
    "transfer_order.refused": _("Orden de traspaso no aceptada"),
    "transfer_order.cancelled": _("Orden de traspaso cancelada"),
    "transfer_order.sent": _("Orden de traspaso enviada"),
}
