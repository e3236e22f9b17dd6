"""Words and badges of purchases. `{% load purchasing %}`

{{ order|standing }}            a badge: Por recibir, Vencida hace 7 días, Completa…
{{ order|counted:packs }}       "40 envases · 400 piezas"
{{ amount|pesos }}              "$12,345.60"
"""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.charts.numbers import NOTHING, grouped
from supply.models import Presentation, SupplyOrder
from supply.purchasing.standing import Standing
from supply.purchasing.standing import standing as standing_of

register = template.Library()

TONES = {"late": "bad", "partial": "warn", "received": "good", "received_late": "good"}


def standing_today(order: SupplyOrder) -> Standing:
    """How the order stands today."""
    return standing_of(
        packs=order.packs,
        received=order.received_packs,
        deadline_on=order.deadline_on,
        state=order.state,
        completed_on=order.completed_on,
        today=timezone.localdate(),
    )


def standing_text(found: Standing) -> str:
    """The standing in words, with its days."""
    if found.code == "late":
        return ngettext("Vencida hace %(n)d día", "Vencida hace %(n)d días", found.days) % {"n": found.days}
    if found.code == "received_late":
        return ngettext("Completa, %(n)d día tarde", "Completa, %(n)d días tarde", found.days) % {"n": found.days}
    return {
        "awaited": _("Por recibir"),
        "partial": _("Recibida en parte"),
        "received": _("Completa a tiempo"),
        "closed_short": _("Cerrada con faltante"),
        "cancelled": _("Cancelada"),
    }[found.code]


@register.filter
def standing(order: SupplyOrder) -> SafeString:
    found = standing_today(order)
    return format_html('<span class="badge {}">{}</span>', TONES.get(found.code, ""), standing_text(found))


@register.filter
def counted(presentation: Presentation, packs: int | None) -> str:
    """Packs and the pieces they hold."""
    if packs is None:
        return NOTHING
    pieces = packs * presentation.pieces_per_pack
    return " · ".join(
        (
            ngettext("%(n)s envase", "%(n)s envases", packs) % {"n": grouped(packs)},
            ngettext("%(n)s pieza", "%(n)s piezas", pieces) % {"n": grouped(pieces)},
        )
    )


@register.filter
def pesos(amount: Decimal | None) -> str:
    return NOTHING if amount is None else f"${grouped(amount, 2)}"
