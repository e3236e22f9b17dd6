"""What was said of a delegation or hospital, and how it stands: written by two people at once if need be."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from delegations.models import Person
from meetings.actions.reviews.rows import locked, note
from meetings.errors.reviews import CommentTooLong, VerdictMissing
from meetings.merging import Merged, merged
from meetings.models import Review, ReviewState, Verdict
from meetings.review_rights import must_be_written, must_review
from pediatric_platform.errors.editing import StaleEdition, check_edition

LONGEST = 6000


@dataclass(frozen=True, slots=True)
class Read:
    """What the writer had on the screen when they began: what both changed since is told apart from what one did."""

    comment: str | None = None
    verdict: str | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """`merged`: somebody had written meanwhile, and both texts came together; `clash`: one must choose."""

    review: Review
    merged: bool = False
    clash: bool = False


@transaction.atomic
def write_review(
    *,
    review: Review,
    verdict: str | None = None,
    comment: str | None = None,
    edition: int | None = None,
    read: Read | None = None,
    by: Person | None,
) -> Written:
    """Comment and verdict, or one of them (None stays as it is). A verdict given means that it was reviewed.

    On an older edition: with what was `read`, texts come together and nothing is lost; without it, StaleEdition. Two
    different verdicts are never settled here: the second is refused and told.
    """
    must_review(by)
    review = locked(review)
    must_be_written(review.meeting)
    read = read or Read()
    stale = edition is not None and review.edition != edition
    text = Merged(review.comment)
    changed: dict[str, tuple[str, str]] = {}
    if comment is not None:
        text = _text(review, _lines(comment), read, edition)
        if len(text.text) > LONGEST:
            raise CommentTooLong(LONGEST)
    if verdict is not None and verdict != review.verdict:
        if stale and review.verdict != read.verdict:
            raise StaleEdition(review, edition=edition or 0)
        changed["verdict"] = (review.verdict, verdict)
        _judge(review, verdict, by)
    was_written = text.text != review.comment
    if was_written:
        review.comment = text.text
    if changed or was_written:
        review.edition += 1
        review.save(update_fields=["verdict", "state", "reviewed_at", "reviewed_by", "comment", "edition"])
        note(
            "review.written",
            review,
            by,
            {name: old for name, (old, _new) in changed.items()},
            {name: new for name, (_old, new) in changed.items()} | {"characters": len(review.comment)},
        )
    met = comment is not None and text.text != _lines(comment)
    return Written(review, merged=met, clash=text.clash)


@transaction.atomic
def mark(
    *, review: Review, state: str, edition: int | None = None, read: Read | None = None, by: Person | None
) -> Review:
    """Nobody of theirs was there, it was skipped, it is still to do: what is not «reviewed» has no verdict."""
    must_review(by)
    review = locked(review)
    must_be_written(review.meeting)
    state = ReviewState(state)
    if state == review.state:
        return review
    if read is None or read.state != review.state:
        check_edition(review, edition)
    if state == ReviewState.REVIEWED and not review.verdict:
        raise VerdictMissing
    before = {"state": review.state, "verdict": review.verdict}
    review.state = state
    if state != ReviewState.REVIEWED:
        review.verdict = ""
    _settle(review, by)
    review.edition += 1
    review.save(update_fields=["verdict", "state", "reviewed_at", "reviewed_by", "edition"])
    note("review.marked", review, by, before, {"state": review.state, "verdict": review.verdict})
    return review


def _text(review: Review, comment: str, read: Read, edition: int | None) -> Merged:
    if edition is None or review.edition == edition or comment == review.comment:
        return Merged(comment)
    if read.comment is None:
        raise StaleEdition(review, edition=edition)
    return merged(_lines(read.comment), review.comment, comment)


def _judge(review: Review, verdict: str, by: Person | None) -> None:
    review.verdict = Verdict(verdict).value if verdict else ""
    review.state = ReviewState.REVIEWED if verdict else ReviewState.PENDING
    _settle(review, by)


def _settle(review: Review, by: Person | None) -> None:
    pending = review.state == ReviewState.PENDING
    review.reviewed_at, review.reviewed_by = (None, None) if pending else (timezone.now(), by)


def _lines(text: str) -> str:
    """As every browser and the database write it: one sign at a line's end, none after the last word of the whole."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").rstrip()
