"""What a page about relatives asks: whether its reader enters relatives of this child."""

from __future__ import annotations

from typing import Any

from django import template

from delegations.roles import Permission
from delegations.scoping import has_permission
from pediatric_platform.models import Child

register = template.Library()


@register.simple_tag
def may_register(person: Any, child: Child) -> bool:
    """Whether the person registers children, relatives and consents where this child is treated."""
    unit = child.unit
    return has_permission(person, Permission.REGISTER_CHILD, unit_id=unit.pk, delegation_id=unit.delegation_id)
