"""Roles and characters of postings in words, from the plain values that a notice or a file keeps."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from delegations.models import Holding
from delegations.roles import Role

register = template.Library()


@register.filter
def role_name(role: str) -> str:
    """`unit_supply_manager` → "Responsable de abasto de la unidad"; an unknown one as it is."""
    return str(Role(role).label) if role in Role.values else role


@register.filter
def holding_name(holding: str) -> str:
    """`acting` → "Encargo temporal"; an unknown one as it is."""
    return str(Holding(holding).label) if holding in Holding.values else holding


@register.filter
def over(where: str) -> str:
    """A posting's place: the country where it has no name."""
    return where or _("todo el país")
