"""Who keeps a hospital's fever kit and tells which door to take."""

from __future__ import annotations

from delegations.models import Person, Unit
from delegations.roles import Permission
from delegations.scoping import has_permission
from pediatric_platform.errors.fever_kit import NotYoursToStock


def may_stock(person: Person | None, unit: Unit) -> bool:
    """None is the system itself."""
    return person is None or has_permission(
        person, Permission.MANAGE_FEVER_KIT, unit_id=unit.pk, delegation_id=unit.delegation_id
    )


def must_stock(person: Person | None, unit: Unit) -> None:
    if not may_stock(person, unit):
        raise NotYoursToStock
