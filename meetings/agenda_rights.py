"""Who keeps the agenda of a meeting, who may propose a matter, and until when."""

from __future__ import annotations

from delegations.models import Person
from delegations.roles import Permission
from delegations.scoping import has_permission
from meetings.errors.agenda import MeetingIsOver, NotYoursToKeep
from meetings.models import Meeting


def may_keep(person: Person | None) -> bool:
    """Whoever keeps the minutes keeps the agenda; None is the system itself."""
    return person is None or has_permission(person, Permission.KEEP_MINUTES)


def must_keep(person: Person | None) -> None:
    if not may_keep(person):
        raise NotYoursToKeep


def must_not_be_over(meeting: Meeting) -> None:
    if meeting.is_over:
        raise MeetingIsOver
