"""What every write on a review begins and ends with."""

from __future__ import annotations

from typing import Any

from delegations import audit
from delegations.models import Person
from meetings.actions.signing_waits import wait_for_signatures
from meetings.models import Review


def locked(review: Review) -> Review:
    """The row as it stands now, held until the transaction ends; a signature under way comes first."""
    wait_for_signatures([review.meeting_id])
    return (
        Review.objects.select_for_update(of=("self",), no_key=True)
        .select_related("meeting__series", "delegation", "unit")
        .get(pk=review.pk)
    )


def note(
    kind: str,
    review: Review,
    by: Person | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """The trace of a write; what was said is never in it."""
    delegation = review.delegation_id or (review.unit.delegation_id if review.unit is not None else None)
    audit.record(
        type=kind, by=by, target=review, before=before, after=after, unit=review.unit_id, delegation=delegation
    )
