"""A meeting begins, ends, and may be taken up again until its minutes are signed."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from delegations import audit
from delegations.models import Person
from meetings.actions.agenda import build_agenda
from meetings.actions.agreements import carry_over
from meetings.actions.figures import freeze_country, gathered
from meetings.actions.meetings.holding import held, not_begun
from meetings.actions.minutes import draft_minutes
from meetings.actions.presence import settle_absent
from meetings.actions.reviews import leave_unreviewed, prepare_reviews, take_up_again
from meetings.errors.series import (
    AnotherIsRunning,
    MeetingIsOver,
    MeetingNotBegun,
    MinutesAreSigned,
    NotCalled,
    TooEarlyToOpen,
)
from meetings.meeting_rights import must_manage
from meetings.minutes_notices import tell_drafted
from meetings.models import Meeting, MeetingState, Minutes, Series

# Nobody opens next week's by mistake; on its own day it may begin early.
EARLIEST = timedelta(hours=24)


@transaction.atomic
def open_meeting(*, meeting: Meeting, edition: int | None = None, by: Person | None) -> Meeting:
    """It begins: whoever opens it writes it down, unless somebody else was named.

    What is pending comes over, the agenda says what the data say at this moment, and where places are reviewed their
    figures are frozen: one press, and everything is on the table.
    """
    must_manage(by)
    _hold_series(meeting)
    meeting, now = not_begun(meeting, edition), timezone.now()
    if meeting.called_at is None:
        raise NotCalled
    if meeting.starts_at - now > EARLIEST:
        raise TooEarlyToOpen(meeting.local_start)
    _alone(meeting)
    figures = gathered(meeting=meeting, now=now)
    build_agenda(meeting=meeting, by=by, now=now, figures=figures)
    if meeting.series.has_reviews:
        prepare_reviews(meeting=meeting, by=by, now=now, figures=figures)
    else:
        freeze_country(meeting=meeting, by=by, now=now, figures=figures)
    meeting.refresh_from_db(fields=["week"])
    meeting.state, meeting.opened_at = MeetingState.RUNNING, now
    meeting.secretary = meeting.secretary or by
    meeting.edition += 1
    meeting.save(update_fields=["state", "opened_at", "secretary", "edition"])
    audit.record(type="meeting.opened", by=by, target=meeting)
    carry_over(meeting=meeting, by=by)
    return meeting


@transaction.atomic
def close_meeting(*, meeting: Meeting, edition: int | None = None, by: Person | None) -> Meeting:
    """It ends: whoever nothing was noted of did not come, what was not looked at was not reviewed, and a draft of the
    minutes waits for whoever wrote the meeting down.
    """
    must_manage(by)
    meeting = held(meeting, edition)
    if meeting.is_over:
        raise MeetingIsOver(cancelled=meeting.state == MeetingState.CANCELLED)
    if meeting.state != MeetingState.RUNNING:
        raise MeetingNotBegun
    absent = settle_absent(meeting=meeting, by=by)
    now = timezone.now()
    left = leave_unreviewed(meeting=meeting, by=by, now=now)
    meeting.state, meeting.closed_at = MeetingState.ENDED, now
    meeting.edition += 1
    meeting.save(update_fields=["state", "closed_at", "edition"])
    audit.record(type="meeting.closed", by=by, target=meeting, after={"absent": absent, "not_reviewed": left})
    tell_drafted(draft_minutes(meeting=meeting, by=by), besides=by)
    return meeting


@transaction.atomic
def reopen_meeting(*, meeting: Meeting, edition: int | None = None, by: Person | None) -> Meeting:
    """Closed by mistake, or something was left: until the minutes are signed.

    Who was noted absent stays so; what its end left unreviewed waits again.
    """
    must_manage(by)
    _hold_series(meeting)
    meeting = held(meeting, edition)
    if meeting.state == MeetingState.CANCELLED:
        raise MeetingIsOver(cancelled=True)
    if meeting.state != MeetingState.ENDED:
        raise MeetingNotBegun
    if Minutes.objects.filter(meeting=meeting, signed_at__isnull=False).exists():
        raise MinutesAreSigned
    _alone(meeting)
    before = {"closed_at": meeting.closed_at.isoformat() if meeting.closed_at else None}
    take_up_again(meeting=meeting)
    meeting.state, meeting.closed_at = MeetingState.RUNNING, None
    meeting.edition += 1
    meeting.save(update_fields=["state", "closed_at", "edition"])
    audit.record(type="meeting.reopened", by=by, target=meeting, before=before)
    return meeting


def _hold_series(meeting: Meeting) -> None:
    """Two that open at once wait for each other: one of them finds the other running."""
    Series.objects.select_for_update(no_key=True).get(pk=meeting.series_id)


def _alone(meeting: Meeting) -> None:
    others = Meeting.objects.filter(series=meeting.series_id, state=MeetingState.RUNNING).exclude(pk=meeting.pk)
    number = others.values_list("number", flat=True).first()
    if number is not None:
        raise AnotherIsRunning(number)
