"""In which order delegations and hospitals come: worst first, as the list goes, or as somebody says."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from delegations import audit
from delegations.models import Person
from meetings.actions.holding import hold
from meetings.errors.reviews import UnknownReview
from meetings.models import Meeting, Review
from meetings.review_rights import must_be_prepared, must_review

BY_SEVERITY, BY_LIST = "severity", "list"
HOW = (BY_SEVERITY, BY_LIST)


def in_list_order(review: Review) -> tuple[bool, str, str]:
    """Delegations by name; after them the hospitals, by their delegation's name and their own."""
    if review.delegation is not None:
        return (False, review.delegation.name, "")
    assert review.unit is not None  # a review is of one or the other: a rule of the database
    return (True, review.unit.delegation.name, review.unit.name)


def worst_first(review: Review) -> tuple[int, tuple[bool, str, str]]:
    return (-review.severity, in_list_order(review))


@transaction.atomic
def order_reviews(*, meeting: Meeting, how: str | Sequence[str], by: Person | None) -> list[Review]:
    """By "severity", by "list", or as the codes given stand; whom they do not name keep their order after those."""
    must_review(by)
    # Before its reviews, as whoever prepares or closes it does.
    meeting = hold(meeting.pk)
    must_be_prepared(meeting)
    rows = reviews_of(meeting)
    if isinstance(how, str):
        rows.sort(key=worst_first if how == BY_SEVERITY else in_list_order)
        told = how
    else:
        codes = list(how)
        turns = {code: turn for turn, code in enumerate(codes)}
        if len(turns) != len(codes) or turns.keys() - {row.code for row in rows}:
            raise UnknownReview
        rows.sort(key=lambda row: turns.get(row.code, len(turns)))
        told = "codes"
    renumber(rows)
    audit.record(type="review.ordered", by=by, target=meeting, after={"how": told, "reviews": len(rows)})
    return rows


def reviews_of(meeting: Meeting) -> list[Review]:
    """Every review of the meeting, held until the transaction ends."""
    rows = Review.objects.filter(meeting=meeting).select_related("delegation", "unit__delegation")
    return list(rows.select_for_update(of=("self",), no_key=True).order_by("position", "pk"))


def renumber(rows: Sequence[Review]) -> None:
    moved = []
    for position, row in enumerate(rows, start=1):
        if row.position != position:
            row.position = position
            moved.append(row)
    Review.objects.bulk_update(moved, ["position"])
