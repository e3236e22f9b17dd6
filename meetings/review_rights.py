"""Who leads the review of a meeting, and while it may be written."""

from __future__ import annotations

from delegations.models import Person
from delegations.roles import Permission
from delegations.scoping import has_permission
from meetings.errors.reviews import (
    MeetingHasNotBegun,
    MeetingIsCancelled,
    MeetingIsNotRunning,
    MinutesAreSigned,
    NoReviewsHere,
    NotYoursToReview,
    ReviewsAreOver,
)
from meetings.models import Meeting, MeetingState, Minutes


def may_review(person: Person | None) -> bool:
    """Whoever keeps the minutes; None is the system itself."""
    return person is None or has_permission(person, Permission.KEEP_MINUTES)


def must_review(person: Person | None) -> None:
    if not may_review(person):
        raise NotYoursToReview


def must_be_written(meeting: Meeting) -> None:
    """What is said is written while the meeting runs, and mended until its minutes are signed."""
    if meeting.state == MeetingState.CANCELLED:
        raise MeetingIsCancelled
    if meeting.state == MeetingState.PLANNED:
        raise MeetingHasNotBegun
    if Minutes.objects.filter(meeting=meeting).signed().exists():
        raise MinutesAreSigned


def must_be_prepared(meeting: Meeting) -> None:
    """Figures are frozen, and put in order, until the meeting is over."""
    if not meeting.series.has_reviews:
        raise NoReviewsHere
    if meeting.state == MeetingState.CANCELLED:
        raise MeetingIsCancelled
    if meeting.state == MeetingState.ENDED:
        raise ReviewsAreOver


def must_run(meeting: Meeting) -> None:
    if meeting.state != MeetingState.RUNNING:
        raise MeetingIsNotRunning
