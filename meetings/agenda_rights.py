"""Who keeps the agenda of a meeting, who may propose a matter, and until when."""

from __future__ import annotations

from django.utils.translation import gettext as _

from delegations.models import Person
from delegations.roles import Permission
from delegations.scoping import has_permission
from meetings.errors.agenda import (
    AgendaHasBegun,
    AgendaHasNotBegun,
    MeetingIsOver,
    NotesAreSigned,
    NotYoursToKeep,
)
from meetings.meeting_rights import may_follow
from meetings.models import Attendance, Meeting, MeetingState, Minutes
from meetings.reach import is_relative


def may_keep(person: Person | None) -> bool:
    """Whoever keeps the minutes keeps the agenda; None is the system itself."""
    return person is None or has_permission(person, Permission.KEEP_MINUTES)


def must_keep(person: Person | None) -> None:
    if not may_keep(person):
        raise NotYoursToKeep


def may_propose(person: Person, meeting: Meeting) -> bool:
    """Staff who see the meeting: called, of a place that it looks at, or of the country; and relatives called to it."""
    if not may_follow(person):
        return is_relative(person) and Attendance.objects.filter(meeting=meeting, person=person).exists()
    return Meeting.objects.visible_to(person).filter(pk=meeting.pk).exists()


def is_only_a_relative(person: Person) -> bool:
    """A relative who is not of the staff too."""
    return is_relative(person) and not may_follow(person)


def must_propose(person: Person, meeting: Meeting) -> None:
    if not may_propose(person, meeting):
        raise NotYoursToKeep(_("Propone asuntos quien fue convocado a la sesión."))


def must_not_be_over(meeting: Meeting) -> None:
    if meeting.is_over:
        raise MeetingIsOver


def must_not_have_begun(meeting: Meeting) -> None:
    must_not_be_over(meeting)
    if meeting.state != MeetingState.PLANNED:
        raise AgendaHasBegun


def must_take_notes(meeting: Meeting) -> None:
    """What was said is written while the meeting runs, and mended until its minutes are signed."""
    if meeting.state == MeetingState.CANCELLED:
        raise MeetingIsOver
    if meeting.state == MeetingState.PLANNED:
        raise AgendaHasNotBegun
    if Minutes.objects.filter(meeting=meeting).signed().exists():
        raise NotesAreSigned
