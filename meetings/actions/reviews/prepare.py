"""Each delegation and each hospital of high specialty, with its figures frozen: what the review walks through."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from delegations import audit
from delegations.models import Person
from meetings.actions.figures import freeze_all
from meetings.actions.holding import hold
from meetings.actions.reviews.order import renumber, reviews_of, worst_first
from meetings.figures.gather import Gathered
from meetings.figures.severity import severity
from meetings.models import Meeting, Review, ReviewState, Snapshot
from meetings.review_rights import must_be_prepared, must_review


@transaction.atomic
def prepare_reviews(
    *, meeting: Meeting, by: Person | None, now: datetime | None = None, figures: Gathered | None = None
) -> list[Review]:
    """Freeze the figures of every place, and make or refresh its review. `figures`: gathered by the caller.

    Run again, figures are frozen anew for what was neither shown nor judged: what was once on the wall stays as it was
    seen. The first time the worst come first; later the order that people chose stays.
    """
    must_review(by)
    meeting = hold(meeting.pk)
    must_be_prepared(meeting)
    rows = reviews_of(meeting)
    by_severity = [row.pk for row in rows] == [row.pk for row in sorted(rows, key=worst_first)]
    known = {(row.delegation_id, row.unit_id): row for row in rows}
    fresh: list[Review] = []
    renewed: list[Review] = []
    for snapshot in _frozen(meeting, by, now or timezone.now(), figures):
        row = known.get((snapshot.delegation_id, snapshot.unit_id))
        if row is None:
            row = Review(meeting=meeting, position=len(rows) + len(fresh) + 1)
            row.delegation, row.unit = snapshot.delegation, snapshot.unit
            fresh.append(row)
        elif row.shown_at is not None or row.state != ReviewState.PENDING:
            continue
        else:
            renewed.append(row)
        row.snapshot, row.severity = snapshot, severity(snapshot.data)
    Review.objects.bulk_create(fresh)
    Review.objects.bulk_update(renewed, ["snapshot", "severity"])
    rows += fresh
    if by_severity:
        rows.sort(key=worst_first)
        renumber(rows)
    after = {"new": len(fresh), "renewed": len(renewed), "kept": len(rows) - len(fresh) - len(renewed)}
    audit.record(type="review.prepared", by=by, target=meeting, after=after)
    return rows


def _frozen(meeting: Meeting, by: Person | None, now: datetime, figures: Gathered | None) -> list[Snapshot]:
    """The new figures of delegations and hospitals, with their places at hand."""
    taken = [one.pk for one in freeze_all(meeting=meeting, by=by, now=now, figures=figures).values()]
    rows = Snapshot.objects.filter(pk__in=taken, kind__in=("delegation", "unit"))
    return list(rows.select_related("delegation", "unit__delegation").order_by("pk"))
