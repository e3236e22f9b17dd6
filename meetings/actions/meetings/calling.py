"""A meeting is called: whoever holds each post that day has a chair, a link of their own, and is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone, translation

from delegations import audit
from delegations.models import Holding, Person
from delegations.selectors.links import fingerprint
from meetings.actions.meetings.holding import not_begun
from meetings.errors.series import NobodyToCall
from meetings.meeting_notices import invite_later, tell_called
from meetings.meeting_rights import must_manage
from meetings.models import Attendance, Meeting, Member
from meetings.presence_token import token_for
from meetings.selectors.seats import Seat, seats_on


@dataclass(frozen=True, slots=True)
class Called:
    """What calling did: the meeting, how many are new on its list, how many posts nobody holds."""

    meeting: Meeting
    new: int
    vacant: int


@transaction.atomic
def call_meeting(*, meeting: Meeting, edition: int | None = None, by: Person | None) -> Called:
    """Called again it adds and tells those who are new, and nobody twice. A handful of statements for any number."""
    must_manage(by)
    meeting = not_begun(meeting, edition)
    now = timezone.now()
    members = Member.objects.filter(series=meeting.series_id).current().select_related("delegation", "unit", "person")
    seats = seats_on(members, meeting.on)
    rows = _rows(meeting, seats.people, now)
    if not rows and not Attendance.objects.filter(meeting=meeting).exists():
        raise NobodyToCall
    new = _write(meeting, rows)
    first = meeting.called_at is None
    if first or new:
        meeting.called_at = meeting.called_at or now
        meeting.edition += 1
        meeting.save(update_fields=["called_at", "edition"])
        audit.record(
            type="meeting.called" if first else "meeting.called_again",
            by=by,
            target=meeting,
            after={"people": [row.pk for row in new], "vacant": len(seats.vacant)},
        )
    tell_called(meeting, new)
    invite_later(meeting)
    return Called(meeting, len(new), len(seats.vacant))


def _rows(meeting: Meeting, seats: Sequence[Seat], now: datetime) -> list[Attendance]:
    """A row for each seat of whoever is not on the list yet."""
    known = Attendance.objects.filter(meeting=meeting).values_list("person_id", "email", "name", "organisation")
    people, guests = set(), set()
    for person_id, email, name, organisation in known:
        people.add(person_id)
        guests.add(_guest_key(email, name, organisation))
    rows = []
    with translation.override(settings.LANGUAGE_CODE):  # what is written here is read by everybody
        for seat in seats:
            if seat.person is not None:
                if seat.person.pk in people:
                    continue
                people.add(seat.person.pk)
            else:
                key = _guest_key(seat.member.email, seat.member.name, seat.member.organisation)
                if key in guests:
                    continue
                guests.add(key)
            rows.append(chair_of(meeting, seat))
    for row, pk in zip(rows, _numbers(len(rows)), strict=True):
        row.pk, row.token_hash = pk, fingerprint(token_for(meeting, pk))
        # Whoever has taken an account is told by notice; the rest by a mail that is still to leave.
        if row.person is not None and row.person.has_joined:
            row.invited_at = now
    return rows


def chair_of(meeting: Meeting, seat: Seat) -> Attendance:
    """The line of the list for whoever sits there; nothing is noted of them yet."""
    member, posting, person = seat.member, seat.posting, seat.person
    row = Attendance(meeting=meeting, member=member, kind=member.kind, is_required=member.is_required)
    if person is None:
        row.name, row.email = member.name, member.email
        row.organisation, row.post = member.organisation, member.post
        return row
    row.person, row.name, row.posting = person, person.full_name, posting
    row.post, row.organisation, row.may_be_named = member.post, member.organisation, member.may_be_named
    row.email = posting.notice_address() if posting is not None else person.email
    if posting is not None:
        row.delegation, row.unit = posting.delegation, posting.unit
        stands_in = "" if posting.holding in (Holding.TITULAR, Holding.MEMBER) else posting.get_holding_display()
        title = str(posting.get_role_display())
        row.post = row.post or (f"{title} ({stands_in.lower()})" if stands_in else title)
    return row


def _guest_key(email: str, name: str, organisation: str) -> str:
    return email.lower() if email else f"{name.lower()}\n{organisation.lower()}"


def _numbers(count: int) -> list[int]:
    """So many primary keys, taken ahead: each row's link is made of its own."""
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('meetings_attendance', 'id')) FROM generate_series(1, %s)", [count]
        )
        return [pk for (pk,) in cursor.fetchall()]


def _write(meeting: Meeting, rows: Sequence[Attendance]) -> list[Attendance]:
    """The rows that nobody else wrote meanwhile."""
    Attendance.objects.bulk_create(rows, ignore_conflicts=True)
    written = set(
        Attendance.objects.filter(meeting=meeting, pk__in=[row.pk for row in rows]).values_list("pk", flat=True)
    )
    return [row for row in rows if row.pk in written]
