"""Who may do what with minutes."""

from __future__ import annotations

from delegations.models import Person
from delegations.roles import Permission, Role
from delegations.scoping import has_permission, scope_of
from meetings.errors.minutes import NotYoursToKeep, NotYoursToSign
from meetings.models import THERE, Attendance, Minutes


def may_keep(person: Person) -> bool:
    """Whoever drafts, edits, signs first and adds addenda."""
    return has_permission(person, Permission.KEEP_MINUTES)


def must_keep(by: Person | None) -> None:
    """None is the system itself."""
    if by is not None and not may_keep(by):
        raise NotYoursToKeep


def may_countersign(person: Person, minutes: Minutes) -> bool:
    """Of signed minutes: who keeps them, presided over or kept the meeting, or was there for the institute."""
    if may_keep(person) or person.pk in (minutes.meeting.chair_id, minutes.meeting.secretary_id):
        return True
    if not has_permission(person, Permission.VIEW_STOCK):
        return False
    return Attendance.objects.filter(meeting=minutes.meeting_id, person=person.pk, presence__in=THERE).exists()


def must_countersign(by: Person, minutes: Minutes) -> None:
    if not may_countersign(by, minutes):
        raise NotYoursToSign


def post_of(person: Person) -> str:
    """The post that a person signs in: that which keeps minutes where they hold one, else their first."""
    grants = [grant for grant in scope_of(person).grants if grant.role != Role.FAMILY]
    grants.sort(key=lambda grant: Permission.KEEP_MINUTES not in grant.permissions)
    if not grants:
        return ""
    first = grants[0]
    label = str(Role(first.role).label)
    return (f"{label} · {first.where}" if first.where else label)[:160]
