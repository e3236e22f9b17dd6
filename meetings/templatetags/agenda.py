"""How pages of an agenda write what was frozen. `{% load agenda %}`"""

from __future__ import annotations

from django import template

from delegations.models import Holding

register = template.Library()


@register.filter
def holding_word(holding: str) -> str:
    """Titular, suplente or acting, as the directory says it."""
    return str(Holding(holding).label) if holding in Holding.values else ""
