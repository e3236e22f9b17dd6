"""When participants may say by themselves that they are there."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from meetings.models.meeting import Meeting, MeetingState

OPENS_BEFORE = timedelta(hours=1)
# A meeting that nobody opened on the screen was held all the same; a day later a press means something else.
STAYS_AFTER = timedelta(hours=12)


class Doors(StrEnum):
    NOT_YET = "not_yet"
    OPEN = "open"
    OVER = "over"
    CANCELLED = "cancelled"


def opens_at(meeting: Meeting) -> datetime:
    return meeting.starts_at - OPENS_BEFORE


def doors(meeting: Meeting, now: datetime) -> Doors:
    """From an hour before it begins until it is closed."""
    if meeting.state == MeetingState.CANCELLED:
        return Doors.CANCELLED
    if meeting.state == MeetingState.RUNNING:
        return Doors.OPEN
    if meeting.state == MeetingState.ENDED or now > meeting.ends_at + STAYS_AFTER:
        return Doors.OVER
    return Doors.OPEN if now >= opens_at(meeting) else Doors.NOT_YET
