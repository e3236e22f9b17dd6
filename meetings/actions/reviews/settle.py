"""A meeting ends: what nobody looked at was not reviewed. Taken up again, that waits once more."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from delegations.models import Person
from meetings.models import Meeting, Review, ReviewState
from meetings.review_rights import must_review


@transaction.atomic
def leave_unreviewed(*, meeting: Meeting, by: Person | None, now: datetime) -> int:
    """What still waits was not reviewed, at the moment at which the meeting closes; how many."""
    must_review(by)
    waiting = Review.objects.filter(meeting=meeting, state=ReviewState.PENDING)
    return waiting.update(
        state=ReviewState.SKIPPED, reviewed_at=now, reviewed_by=by, edition=F("edition") + 1
    )  # fmt: skip


@transaction.atomic
def take_up_again(*, meeting: Meeting) -> int:
    """What the end of the meeting left waits again, not what somebody skipped: told apart by the moment."""
    left = Review.objects.filter(meeting=meeting, state=ReviewState.SKIPPED, reviewed_at=meeting.closed_at)
    return left.update(state=ReviewState.PENDING, reviewed_at=None, reviewed_by=None, edition=F("edition") + 1)
