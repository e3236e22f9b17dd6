"""A meeting is closed: of whoever nothing was noted, it is noted that they did not come."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from delegations import audit
from delegations.models import Person
from meetings.actions.holding import hold
from meetings.models import Attendance, Meeting, NotedVia, Presence
from meetings.presence_rights import must_note


@transaction.atomic
def settle_absent(*, meeting: Meeting, by: Person | None) -> int:
    """All who are still expected become absent, in one statement; how many they were. Called again it finds nobody."""
    must_note(by)
    meeting = hold(meeting.pk)
    expected = Attendance.objects.filter(meeting=meeting, presence=Presence.EXPECTED)
    count = expected.update(
        presence=Presence.ABSENT, noted_at=timezone.now(), noted_via=NotedVia.SECRETARY, noted_by=by
    )
    if count:
        audit.record(type="presence.settled", by=by, target=meeting, after={"absent": count})
    return count
