"""Each morning: what is planned ahead, whom it is time to call, and whoever meets tomorrow."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from delegations import audit
from delegations.notify.telling import tell_all
from meetings.actions.meetings.calling import call_meeting
from meetings.actions.meetings.inviting import NEAR
from meetings.actions.meetings.planning import plan_meetings, today_in, weeks_ahead
from meetings.errors.series import MeetingRefusal
from meetings.meeting_notices import invite_later, reminders
from meetings.models import Attendance, Meeting, MeetingState, Presence, Series

logger = logging.getLogger(__name__)

# How long before a meeting everybody is called.
CALL_DAYS = 7


def plan_and_call(*, now: datetime | None = None) -> dict[str, int]:
    """Twelve weeks ahead; who meets within seven days is called, who meets tomorrow is reminded; once each.

    What goes wrong with one keeps no other from being planned, called or reminded; it is told at the end.
    """
    now = now or timezone.now()
    done = {"planned": 0, "called": 0, "reminded": 0}
    faults: list[Exception] = []
    for series in Series.objects.active().order_by("pk"):
        try:
            done["planned"] += len(plan_meetings(series=series, until=weeks_ahead(series, now), by=None).new)
        except Exception as fault:
            logger.exception("Meetings of series %s were not planned", series.pk)
            faults.append(fault)
    soon = Meeting.objects.filter(
        state=MeetingState.PLANNED,
        called_at__isnull=True,
        starts_at__gt=now,
        starts_at__lte=now + timedelta(days=CALL_DAYS),
        series__is_active=True,
    )
    for meeting in soon.order_by("starts_at", "pk"):
        try:
            call_meeting(meeting=meeting, by=None)
            done["called"] += 1
        except MeetingRefusal as refusal:  # a series without members waits for somebody to name them
            logger.warning("Meeting %s was not called: %s", meeting.pk, refusal.code)
        except Exception as fault:
            logger.exception("Meeting %s was not called", meeting.pk)
            faults.append(fault)
    done["reminded"] = remind_meetings(now=now)
    if faults:
        raise faults[0]  # the task has failed, and what passes by itself is tried again: twice is once
    return done


@transaction.atomic
def remind_meetings(*, now: datetime) -> int:
    """Whoever was called to a meeting of tomorrow, on the wall of its series; told once a day. How many are new."""
    called = Meeting.objects.select_for_update(of=("self",)).filter(
        state=MeetingState.PLANNED,
        called_at__isnull=False,
        starts_at__gt=now,
        starts_at__lte=now + timedelta(days=2),
    )
    rows = list(called.select_related("series").order_by("pk"))
    tomorrow = [row for row in rows if row.on == today_in(row.series, now) + timedelta(days=1)]
    if not tomorrow:
        return 0
    expected = Attendance.objects.filter(meeting__in=tomorrow).exclude(presence=Presence.EXCUSED)
    told = tell_all(
        [
            reminders(meeting, expected.filter(meeting=meeting, person__isnull=False).select_related("person"))
            for meeting in tomorrow
        ]
    )
    mailed = 0
    for meeting in tomorrow:
        # Whoever was mailed days ago is mailed again; whoever hears of it now for the first time is not told twice.
        mailed += (
            expected.filter(meeting=meeting, invited_at__lt=meeting.starts_at - NEAR)
            .exclude(person__joined_at__isnull=False)
            .exclude(email="")
            .update(invited_at=None)
        )
        invite_later(meeting)
    if told or mailed:
        audit.record(
            type="meetings.reminded",
            by=None,
            after={"meetings": [row.pk for row in tomorrow], "people": len(told) + mailed},
        )
    return len(told) + mailed
