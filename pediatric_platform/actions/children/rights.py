"""Who may write into the registry: asked by every action, whatever door it was called through."""

from __future__ import annotations

from delegations.models import Person, Unit
from delegations.roles import Permission
from delegations.scoping import has_permission
from pediatric_platform.errors.children import NotYoursToRegister


def may_register(by: Person | None, unit: Unit) -> bool:
    """Whoever treats children at the unit; None is the system itself."""
    return by is None or has_permission(
        by, Permission.REGISTER_CHILD, unit_id=unit.pk, delegation_id=unit.delegation_id
    )


def must_register(by: Person | None, unit: Unit) -> None:
    """NotYoursToRegister unless `may_register`."""
    if not may_register(by, unit):
        raise NotYoursToRegister
