"""The review of a national meeting: figures of that day frozen, a verdict and what was said of each place."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from random import Random

from meetings.actions.reviews import prepare_reviews
from meetings.models import Meeting, Review, ReviewState, Verdict
from meetings.simulation.ground import Ground
from meetings.simulation.remarks import remark, verdict_of
from supply.models.weekly_line import LineKind

NOBODY = "No se conectó nadie de la delegación. Se leyeron sus cifras y se le envían por escrito."
OUT_OF_TIME = 4
SECONDS = {Verdict.GRAVE: (150, 320), Verdict.WATCH: (70, 190), Verdict.GOOD: (25, 70)}
WRITTEN = ("state", "verdict", "comment", "seconds", "shown_at", "reviewed_at", "reviewed_by", "edition")


def freeze_reviews(meeting: Meeting, at: datetime) -> list[Review]:
    """Worst first, as they are looked at."""
    return prepare_reviews(meeting=meeting, by=None, now=at)


def look_at_each(
    ground: Ground, meeting: Meeting, reviews: list[Review], absent: Collection[int], in_a_hurry: bool, rng: Random
) -> None:
    """One after the other from the opening on; in a hurry the last ones are left for another day."""
    clock = meeting.starts_at + timedelta(minutes=14)
    for rank, row in enumerate(reviews):
        assert row.snapshot is not None
        figures = row.snapshot.data
        is_known = figures["abasto"][LineKind.WHOLE]["level"] is not None
        verdict = verdict_of(row.severity, rank, len(reviews), is_known=is_known)
        row.edition += 1
        if in_a_hurry and rank >= len(reviews) - OUT_OF_TIME:
            row.state, row.reviewed_at, row.reviewed_by = ReviewState.SKIPPED, clock, ground.secretary
            continue
        row.shown_at = clock
        row.seconds = rng.randrange(*SECONDS[verdict])
        clock += timedelta(seconds=row.seconds)
        row.reviewed_at, row.reviewed_by = clock, ground.secretary
        place = row.delegation_id or (row.unit.delegation_id if row.unit is not None else None)
        if place in absent:
            row.state, row.comment = ReviewState.ABSENT, NOBODY
            continue
        row.state, row.verdict, row.comment = ReviewState.REVIEWED, verdict, remark(figures, verdict, rng)
    Review.objects.bulk_update(reviews, WRITTEN)
