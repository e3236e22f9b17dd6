"""The meeting is held while its list changes: whoever comes, corrects and closes take their turn, and none is lost."""

from __future__ import annotations

from meetings.actions.holding import hold
from meetings.errors.presence import AttendanceIsSigned, MeetingWasCancelled
from meetings.models import Attendance, Meeting, MeetingState, Minutes


def hold_row(attendance: Attendance) -> Attendance:
    """The participant as they are now, with their meeting held. Attendance.DoesNotExist if they were struck."""
    meeting = hold(attendance.meeting_id)
    row = Attendance.objects.select_for_update(of=("self",)).get(pk=attendance.pk, meeting=meeting)
    row.meeting = meeting
    return row


def must_be_open_to_change(meeting: Meeting) -> None:
    """Refuse what the signed minutes already tell of, and lists of meetings that never were."""
    if meeting.state == MeetingState.CANCELLED:
        raise MeetingWasCancelled
    if Minutes.objects.signed().filter(meeting=meeting).exists():
        raise AttendanceIsSigned
