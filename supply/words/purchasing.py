"""What events about purchasing are called on the screen (see delegations/audit_words.py)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "supplier.registered": _("Proveedor registrado"),
    "supplier.changed": _("Proveedor corregido"),
    "tender.registered": _("Procedimiento registrado"),
    "tender.changed": _("Procedimiento corregido"),
    "tender.line_added": _("Clave agregada a un procedimiento"),
    "tender.line_changed": _("Clave de un procedimiento corregida"),
    "tender.bid": _("Oferta anotada"),
    "contract.registered": _("Contrato registrado"),
    "contract.changed": _("Contrato corregido"),
    "contract.line_added": _("Clave agregada a un contrato"),
    "contract.line_changed": _("Clave de un contrato modificada"),
    "contract.ended": _("Contrato terminado antes de tiempo"),
    "order.issued": _("Orden de suministro emitida"),
    "order.changed": _("Orden de suministro modificada"),
    "order.ended": _("Orden de suministro cerrada o cancelada"),
    "order.promised": _("Fecha anunciada por el proveedor"),
    "orders.imported": _("Archivo de órdenes cargado"),
    "delivery.received": _("Entrega recibida"),
    "delivery.voided": _("Entrega anulada"),
}
