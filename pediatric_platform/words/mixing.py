"""What events about mixing orders and the trace are called on the screen (see delegations/audit_words.py)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "mixing_order.requested": _("Pidió mezclas"),
    "mixing_order.cancelled": _("Canceló una orden de mezclas"),
    "mixing_order.moved": _("Cambió de día una orden de mezclas"),
    "mixing_order.read": _("Abrió una orden de mezclas"),
    "mixing_session.read": _("Abrió las mezclas de una sesión"),
    "mixing_day.labels_printed": _("Imprimió las etiquetas de un día"),
    "mixture.validated": _("Validó una mezcla"),
    "mixture.prepared": _("Preparó una mezcla"),
    "mixture.unprepared": _("Deshizo la preparación de una mezcla"),
    "mixture.dispatched": _("Envió una mezcla"),
    "mixture.received": _("Recibió una mezcla"),
    "mixture.administered": _("Aplicó una mezcla"),
    "mixture.rejected": _("Rechazó una mezcla"),
    "mixture.returned": _("Devolvió una mezcla"),
    "mixture.cancelled": _("Canceló una mezcla"),
    "mixture.read": _("Abrió una mezcla"),
    "mixture.scanned": _("Leyó la etiqueta de una mezcla"),
    "mixture.label_printed": _("Imprimió la etiqueta de una mezcla"),
    "mixture.record_printed": _("Imprimió el registro de una mezcla"),
    "ledger.mixing_undone": _("Revirtió el consumo de una preparación"),
    "vial.discarded": _("Desechó un frasco abierto"),
    "dose.given": _("Dio una dosis"),
    "dose.taken_back": _("Deshizo la entrega de una dosis"),
    "lot.traced": _("Vio a quién llegó un lote"),
    "recall.exposed_read": _("Vio a quién llegó un lote retirado"),
    "child.lots_traced": _("Vio los lotes de una niña o un niño"),
}
