"""What is on the wall now, and for how long it was."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from delegations.models import Person
from meetings.actions.reviews.rows import locked, note
from meetings.errors.reviews import BadTime
from meetings.models import Review
from meetings.review_rights import must_be_written, must_review, must_run

LONGEST = 3600


@transaction.atomic
def show_review(*, review: Review, by: Person | None, now: datetime | None = None) -> Review:
    """Put it on the screen of the room: the review shown last is what every screen that follows shows."""
    must_review(by)
    review = locked(review)
    must_run(review.meeting)
    review.shown_at = now or timezone.now()
    review.save(update_fields=["shown_at"])
    note("review.shown", review, by)
    return review


@transaction.atomic
def spend(*, review: Review, seconds: int, by: Person | None) -> Review:
    """Seconds more on the screen; they add up whoever counts them."""
    must_review(by)
    review = locked(review)
    must_be_written(review.meeting)
    if not 1 <= seconds <= LONGEST:
        raise BadTime
    Review.objects.filter(pk=review.pk).update(seconds=F("seconds") + seconds)
    review.refresh_from_db(fields=["seconds"])
    note("review.timed", review, by, after={"seconds": seconds})
    return review
