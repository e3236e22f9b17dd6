"""Who calls meetings and who writes them down."""

from __future__ import annotations

from delegations.models import Person
from delegations.roles import Permission
from delegations.scoping import has_permission
from meetings.errors.series import NotYoursToCall


def may_manage(person: Person | None) -> bool:
    """Whether the person plans, calls, moves and runs meetings; the system itself may."""
    return person is None or has_permission(person, Permission.MANAGE_MEETINGS)


def must_manage(person: Person | None) -> None:
    if not may_manage(person):
        raise NotYoursToCall


def may_follow(person: Person) -> bool:
    """Whether the person is of the institute's staff: relatives have pages of their own."""
    return has_permission(person, Permission.VIEW_STOCK)
