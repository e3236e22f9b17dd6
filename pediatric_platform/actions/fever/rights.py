"""Who may stamp: whoever treats or dispenses at the hospital where the child goes. Pages ask the same first."""

from __future__ import annotations

from delegations.models import Person, Unit
from delegations.roles import Permission
from delegations.scoping import has_permission
from pediatric_platform.errors.fever import NotYoursToStamp


def may_stamp(by: Person | None, unit: Unit) -> bool:
    """Whether the person may; None is the system itself."""
    return by is None or has_permission(by, Permission.STAMP_FEVER, unit_id=unit.pk, delegation_id=unit.delegation_id)


def must_stamp(by: Person | None, unit: Unit) -> None:
    """NotYoursToStamp unless `may_stamp`."""
    if not may_stamp(by, unit):
        raise NotYoursToStamp
