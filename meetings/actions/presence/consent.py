"""Whether a relative may be named: said by themselves, or written down by whoever keeps the minutes as they said it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from delegations import audit
from delegations.models import Person
from meetings.actions.signing_waits import wait_for_signatures
from meetings.errors.presence import NotARelative, NotYourPresence
from meetings.models import Attendance, Member, Minutes, ParticipantKind
from meetings.presence_rights import may_note


@transaction.atomic
def say_naming_consent(
    *,
    may_be_named: bool,
    attendance: Attendance | None = None,
    member: Member | None = None,
    by: Person | None,
) -> int:
    """Of one participant, of a member of a series, or (neither) of the person themselves; how many rows it changed.

    It holds for the member and for all lists of theirs that are not signed yet: what was signed stays as it was.
    `by` None is whoever holds the personal link.
    """
    if attendance is None and member is None and by is None:
        raise NotYourPresence
    _must_be_theirs(by, attendance or member)
    wait_for_signatures(_rows(attendance, member, by).values_list("meeting", flat=True))
    members, rows = _members(attendance, member, by), _rows(attendance, member, by)
    now = timezone.now()
    changed = members.exclude(may_be_named=may_be_named).update(may_be_named=may_be_named, named_said_at=now)
    changed += rows.exclude(may_be_named=may_be_named).update(may_be_named=may_be_named)
    if changed:
        audit.record(
            type="presence.naming_said", by=by, target=attendance or member or by, after={"may_be_named": may_be_named}
        )
    return changed


def _must_be_theirs(by: Person | None, row: Attendance | Member | None) -> None:
    if row is None:
        return
    if row.kind != ParticipantKind.FAMILY:
        raise NotARelative
    if by is not None and row.person_id != by.pk and not may_note(by):
        raise NotYourPresence


def _members(attendance: Attendance | None, member: Member | None, by: Person | None) -> QuerySet[Member]:
    families = Member.objects.filter(kind=ParticipantKind.FAMILY)
    if member is not None:
        return families.filter(_same(member.pk, member.person_id, "pk"))
    if attendance is not None:
        return families.filter(_same(attendance.member_id, attendance.person_id, "pk"))
    return families.filter(person=by)


def _rows(attendance: Attendance | None, member: Member | None, by: Person | None) -> QuerySet[Attendance]:
    signed = Minutes.objects.signed().values("meeting")
    families = Attendance.objects.filter(kind=ParticipantKind.FAMILY).exclude(meeting__in=signed)
    if attendance is not None:
        same = _same(attendance.member_id, attendance.person_id, "member")
        return families.filter(Q(pk=attendance.pk) | same)
    if member is not None:
        return families.filter(_same(member.pk, member.person_id, "member"))
    return families.filter(person=by)


def _same(member_id: int | None, person_id: int | None, member_column: str) -> Q:
    """The member, and the account wherever else it takes part."""
    found = Q(pk__in=())
    if member_id is not None:
        found |= Q(**{member_column: member_id})
    if person_id is not None:
        found |= Q(person=person_id)
    return found
