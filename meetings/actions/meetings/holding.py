"""A meeting held until the transaction ends, in the state that an act needs."""

from __future__ import annotations

from meetings.errors.series import MeetingHasBegun, MeetingIsOver
from meetings.models import Meeting, MeetingState
from pediatric_platform.errors.editing import check_edition


def held(meeting: Meeting, edition: int | None) -> Meeting:
    """The row as it is now; StaleEdition if somebody changed it since it was read."""
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("series", "chair", "secretary")
    found: Meeting = rows.get(pk=meeting.pk)
    check_edition(found, edition)
    return found


def not_begun(meeting: Meeting, edition: int | None) -> Meeting:
    """Held, and it is still to come."""
    found = held(meeting, edition)
    if found.is_over:
        raise MeetingIsOver(cancelled=found.state == MeetingState.CANCELLED)
    if found.state == MeetingState.RUNNING:
        raise MeetingHasBegun
    return found
