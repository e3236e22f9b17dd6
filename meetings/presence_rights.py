"""Who notes who was there: whoever keeps the minutes; each person their own row."""

from __future__ import annotations

from delegations.models import Person
from delegations.roles import Permission
from delegations.scoping import has_permission
from meetings.errors.presence import NotYourPresence
from meetings.models import Attendance


def may_note(person: Person | None) -> bool:
    """Whether the person notes everybody's presence; the system itself may."""
    return person is None or has_permission(person, Permission.KEEP_MINUTES)


def must_note(person: Person | None) -> None:
    if not may_note(person):
        raise NotYourPresence


def is_own(person: Person | None, attendance: Attendance) -> bool:
    return person is not None and attendance.person_id == person.pk
