"""Rules that the database keeps of the review of each delegation, each broken on purpose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from meetings.models import Review
from tests.factories.two_sides import Side
from tests.project.breaking import again, alter


def _of_the_hospital(side: Side) -> Review:
    return Review.objects.get(meeting=side.meeting, unit=side.hospital)


VIOLATIONS: dict[str, Callable[[Side], Any]] = {
    "review_is_of_a_delegation_or_a_unit": lambda side: alter(side.review, unit=side.hospital),
    "one_review_per_meeting_and_delegation": lambda side: again(side.review),
    "one_review_per_meeting_and_unit": lambda side: again(_of_the_hospital(side)),
    "done_review_says_when": lambda side: alter(side.review, state="skipped"),
    "reviewed_says_how_it_stands": lambda side: alter(
        side.review, state="reviewed", reviewed_at=timezone.now(), verdict=""
    ),
}
