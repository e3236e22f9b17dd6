"""One participant's presence, noted by the secretary, or by themselves from their account."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from delegations.models import Person
from meetings.actions.presence.holding import hold_row, must_be_open_to_change
from meetings.actions.presence.writing import tidy, write_presence
from meetings.errors.presence import (
    AbsenceTooEarly,
    DoorsClosed,
    DoorsNotOpen,
    MeetingWasCancelled,
    NobodyIsExpected,
    NobodyRepresents,
    NotByYourself,
    NotYourPresence,
    PresenceChanged,
)
from meetings.models import Attendance, Meeting, MeetingState, NotedVia, Presence
from meetings.presence_rights import is_own, may_note
from meetings.presence_window import Doors, doors, opens_at


@transaction.atomic
def note_presence(
    *,
    attendance: Attendance,
    presence: str,
    via: str = NotedVia.SECRETARY,
    represented_by: str = "",
    was: str = "",
    by: Person | None,
) -> Attendance:
    """What is noted of a participant; expected takes it back. The same twice changes nothing.

    `was`: what the list said when it was pressed. If somebody noted something else meanwhile: PresenceChanged.
    Via SELF it is the person's own row and word; otherwise it takes whoever keeps the minutes.
    """
    row = hold_row(attendance)
    if via == NotedVia.SELF:
        if not is_own(by, row):
            raise NotYourPresence
        must_be_said_by_oneself(row.meeting, presence)
    elif not may_note(by):
        raise NotYourPresence
    must_be_open_to_change(row.meeting)
    represented_by = tidy(represented_by)
    _must_make_sense(row, presence, represented_by)
    if was and was != row.presence and row.presence != presence:
        raise PresenceChanged(row.get_presence_display())
    if row.presence == presence and row.represented_by == represented_by:
        return row
    return write_presence(row, presence, via=via, by=by, represented_by=represented_by)


@transaction.atomic
def represent(*, attendance: Attendance, represented_by: str, by: Person | None) -> Attendance:
    """Somebody else comes for them: said by themselves, or noted by whoever keeps the minutes."""
    via = NotedVia.SECRETARY if may_note(by) else NotedVia.SELF
    return note_presence(
        attendance=attendance, presence=Presence.REPRESENTED, via=via, represented_by=represented_by, by=by
    )


def must_be_said_by_oneself(meeting: Meeting, presence: str) -> None:
    """What participants may say of themselves, and when."""
    if presence == Presence.ABSENT:
        raise NotByYourself
    now = timezone.now()
    state = doors(meeting, now)
    if state == Doors.CANCELLED:
        raise MeetingWasCancelled
    if state == Doors.OVER:
        raise DoorsClosed
    if state == Doors.NOT_YET and presence == Presence.PRESENT:
        raise DoorsNotOpen(timezone.localtime(opens_at(meeting), meeting.series.zone))


def _must_make_sense(row: Attendance, presence: str, represented_by: str) -> None:
    if presence == Presence.REPRESENTED and not represented_by:
        raise NobodyRepresents
    if presence == Presence.EXPECTED and row.meeting.state == MeetingState.ENDED:
        raise NobodyIsExpected
    early = doors(row.meeting, timezone.now()) == Doors.NOT_YET
    if early and presence == Presence.ABSENT:
        raise AbsenceTooEarly
    if early and presence == Presence.PRESENT:
        raise DoorsNotOpen(timezone.localtime(opens_at(row.meeting), row.meeting.series.zone))
