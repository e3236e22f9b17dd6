"""What is said of a place: by whoever keeps the minutes, while it may be, by two at once."""

import pytest

from delegations.errors import NotAllowed
from delegations.models import AuditEvent
from meetings.actions.reviews import Read, mark, write_review
from meetings.errors.reviews import CommentTooLong, MeetingHasNotBegun, MinutesAreSigned, VerdictMissing
from meetings.models import Review, ReviewState
from pediatric_platform.errors.editing import StaleEdition
from tests.factories.meetings import MeetingFactory, MinutesFactory, ReviewFactory, ended, signed

pytestmark = pytest.mark.django_db


def test_a_verdict_means_that_it_was_reviewed(review, olga):
    row = write_review(review=review, verdict="watch", comment="Falta vincristina.\r\n ", edition=1, by=olga).review
    assert (row.state, row.verdict, row.comment, row.edition) == ("reviewed", "watch", "Falta vincristina.", 2)
    assert (row.reviewed_by, row.reviewed_at is not None) == (olga, True)
    event = AuditEvent.objects.get(type="review.written")
    assert event.delegation_id == review.delegation_id
    assert "vincristina" not in str([event.before, event.after])
    taken_back = write_review(review=review, verdict="", edition=2, by=olga).review
    assert (taken_back.state, taken_back.verdict, taken_back.reviewed_at) == ("pending", "", None)
    assert taken_back.comment == "Falta vincristina."


def test_only_whoever_keeps_the_minutes_writes(review, beto, ana):
    for person in (beto, ana):
        with pytest.raises(NotAllowed):
            write_review(review=review, comment="Todo bien", by=person)
        with pytest.raises(NotAllowed):
            mark(review=review, state="skipped", by=person)
    review.refresh_from_db()
    assert (review.comment, review.state) == ("", "pending")


def test_nothing_is_written_before_it_begins_nor_once_its_minutes_are_signed(olga):
    planned = ReviewFactory(meeting=MeetingFactory())
    with pytest.raises(MeetingHasNotBegun):
        write_review(review=planned, comment="Antes", by=olga)
    meeting = ended(MeetingFactory())
    review = ReviewFactory(meeting=meeting)
    minutes = MinutesFactory(meeting=meeting)
    write_review(review=review, comment="Se corrige hasta la firma", by=olga)
    signed(minutes, olga)
    with pytest.raises(MinutesAreSigned):
        write_review(review=review, comment="Tarde", by=olga)
    with pytest.raises(MinutesAreSigned):
        mark(review=review, state="absent", by=olga)


def test_two_secretaries_typing_at_once_lose_nothing(review, olga, admin):
    second = olga.__class__.objects.get(pk=olga.pk)
    write_review(review=review, comment="Falta vincristina.", edition=1, read=Read(comment=""), by=olga)
    both = write_review(review=review, comment="Llega el jueves.", edition=1, read=Read(comment=""), by=second)
    assert (both.merged, both.clash) == (True, False)
    assert both.review.comment == "Falta vincristina.\nLlega el jueves."
    # The first goes on from what she has, which is older.
    third = write_review(
        review=review, comment="Falta vincristina en dos unidades.", edition=2,
        read=Read(comment="Falta vincristina."), by=olga,
    )  # fmt: skip
    assert third.review.comment == "Falta vincristina en dos unidades.\nLlega el jueves."
    # The same words by both: both versions stay, and it is told.
    fourth = write_review(
        review=review, comment="Falta vincristina.\nLlega el lunes.", edition=3,
        read=Read(comment="Falta vincristina.\nLlega el jueves."), by=second,
    )  # fmt: skip
    assert "en dos unidades" in fourth.review.comment
    assert "Llega el lunes." in fourth.review.comment


def test_a_program_that_does_not_say_what_it_read_is_told_who_was_first(review, olga):
    write_review(review=review, comment="Falta vincristina.", edition=1, by=olga)
    with pytest.raises(StaleEdition) as refusal:
        write_review(review=review, comment="Otra cosa", edition=1, by=olga)
    assert "Olga" in refusal.value.message
    review.refresh_from_db()
    assert review.comment == "Falta vincristina."


def test_a_verdict_is_not_settled_by_whoever_comes_last(review, olga):
    write_review(review=review, verdict="grave", edition=1, read=Read(verdict=""), by=olga)
    with pytest.raises(StaleEdition):
        write_review(review=review, verdict="good", edition=1, read=Read(verdict=""), by=olga)
    # Only the comment changed since: the verdict goes through.
    write_review(review=review, comment="Algo", edition=2, by=olga)
    assert (
        write_review(review=review, verdict="watch", edition=2, read=Read(verdict="grave"), by=olga).review.verdict
        == "watch"
    )


def test_the_same_again_changes_nothing(review, olga):
    write_review(review=review, verdict="good", comment="Bien", edition=1, by=olga)
    again = write_review(review=review, verdict="good", comment="Bien", edition=1, by=olga)
    assert (again.review.edition, again.merged) == (2, False)
    assert AuditEvent.objects.filter(type="review.written").count() == 1


def test_nobody_there_and_skipped_have_no_verdict(review, olga):
    with pytest.raises(VerdictMissing):
        mark(review=review, state="reviewed", by=olga)
    write_review(review=review, verdict="good", by=olga)
    row = mark(review=review, state="absent", edition=2, by=olga)
    assert (row.state, row.verdict, row.reviewed_by) == (ReviewState.ABSENT, "", olga)
    with pytest.raises(StaleEdition):
        mark(review=review, state="skipped", edition=2, by=olga)
    with pytest.raises(StaleEdition):
        mark(review=review, state="skipped", edition=2, read=Read(state="pending"), by=olga)
    assert mark(review=review, state="pending", edition=3, by=olga).reviewed_at is None


def test_a_text_too_long_is_refused_whole(review, olga):
    with pytest.raises(CommentTooLong):
        write_review(review=review, comment="x" * 6001, by=olga)
    assert Review.objects.get(pk=review.pk).comment == ""
