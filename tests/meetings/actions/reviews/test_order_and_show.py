"""Prepared, put in order, put on the wall: figures shown stay, whoever shows last is followed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from delegations.errors import NotAllowed
from delegations.models import UnitKind
from meetings.actions.reviews import order_reviews, prepare_reviews, show_review, spend, write_review
from meetings.errors.reviews import BadTime, MeetingIsNotRunning, NoReviewsHere, ReviewsAreOver, UnknownReview
from meetings.models import Review, Snapshot
from meetings.selectors.reviews import on_screen
from tests.factories.delegations import DelegationFactory, UnitFactory
from tests.factories.meetings import MeetingFactory, ReviewFactory, SeriesFactory, ended, running

pytestmark = pytest.mark.django_db


@pytest.fixture
def country(delegation):
    DelegationFactory(code="AGS", name="Aguascalientes")
    UnitFactory(clues="JCIMS000777", kind=UnitKind.UMAE, name="UMAE de prueba", delegation=delegation)


def codes(meeting):
    return [row.code for row in Review.objects.filter(meeting=meeting).order_by("position")]


def test_every_delegation_and_umae_gets_a_review_with_frozen_figures(country, olga):
    meeting = MeetingFactory()
    rows = prepare_reviews(meeting=meeting, by=olga)
    assert sorted(row.code for row in rows) == ["AGS", "JAL", "JCIMS000777"]
    assert [row.position for row in rows] == [1, 2, 3]
    assert [row.severity for row in rows] == sorted((row.severity for row in rows), reverse=True)
    for row in rows:
        assert row.snapshot.data["code"] == row.code
        assert (row.snapshot.meeting, row.state) == (meeting, "pending")


def test_prepared_again_what_was_shown_or_judged_keeps_its_figures(country, olga):
    meeting = running(MeetingFactory())
    first = {row.code: row.snapshot_id for row in prepare_reviews(meeting=meeting, by=olga)}
    show_review(review=Review.objects.get(delegation__code="JAL"), by=olga)
    write_review(review=Review.objects.get(unit__clues="JCIMS000777"), verdict="good", by=olga)
    second = {row.code: row.snapshot_id for row in prepare_reviews(meeting=meeting, by=olga)}
    assert {code for code in first if first[code] == second[code]} == {"JAL", "JCIMS000777"}
    assert Review.objects.filter(meeting=meeting).count() == 3
    assert Snapshot.objects.filter(meeting=meeting, delegation__code="AGS").count() == 2


def test_an_order_that_people_chose_stays_when_prepared_again(country, olga):
    meeting = MeetingFactory()
    prepare_reviews(meeting=meeting, by=olga)
    order_reviews(meeting=meeting, how=["JCIMS000777", "JAL"], by=olga)
    prepare_reviews(meeting=meeting, by=olga)
    assert codes(meeting) == ["JCIMS000777", "JAL", "AGS"]


def test_by_list_delegations_come_by_name_and_hospitals_after_them(country, olga):
    meeting = MeetingFactory()
    prepare_reviews(meeting=meeting, by=olga)
    order_reviews(meeting=meeting, how="list", by=olga)
    assert codes(meeting) == ["AGS", "JAL", "JCIMS000777"]
    Review.objects.filter(delegation__code="JAL").update(severity=900)
    Review.objects.filter(unit__isnull=False).update(severity=100)
    Review.objects.filter(delegation__code="AGS").update(severity=100)
    order_reviews(meeting=meeting, how="severity", by=olga)
    assert codes(meeting) == ["JAL", "AGS", "JCIMS000777"]
    for wrong in (["JAL", "JAL"], ["NOHAY"]):
        with pytest.raises(UnknownReview):
            order_reviews(meeting=meeting, how=wrong, by=olga)


def test_preparing_costs_the_same_for_more_places(country, olga):
    def queries() -> int:
        meeting = MeetingFactory()
        with CaptureQueriesContext(connection) as few:
            prepare_reviews(meeting=meeting, by=olga)
        return len(few)

    before = queries()
    for number in range(5):
        DelegationFactory(code=f"D{number}")
    assert queries() <= before


def test_what_has_no_review_or_is_over_is_refused(country, olga, beto):
    with pytest.raises(NotAllowed):
        prepare_reviews(meeting=MeetingFactory(), by=beto)
    with pytest.raises(NoReviewsHere):
        prepare_reviews(meeting=MeetingFactory(series=SeriesFactory(has_reviews=False)), by=olga)
    over = ended(MeetingFactory())
    with pytest.raises(ReviewsAreOver):
        prepare_reviews(meeting=over, by=olga)
    with pytest.raises(ReviewsAreOver):
        order_reviews(meeting=over, how="list", by=olga)
    assert not Snapshot.objects.exists()


def test_the_wall_follows_what_was_shown_last(review, unit_review, meeting, olga, beto):
    assert on_screen(meeting) is None
    now = timezone.now()
    show_review(review=review, by=olga, now=now)
    show_review(review=unit_review, by=olga, now=now + timedelta(seconds=1))
    assert on_screen(meeting) == unit_review
    show_review(review=review, by=olga, now=now + timedelta(seconds=2))
    assert on_screen(meeting) == review
    with pytest.raises(NotAllowed):
        show_review(review=unit_review, by=beto)
    with pytest.raises(MeetingIsNotRunning):
        show_review(review=ReviewFactory(meeting=MeetingFactory()), by=olga)


def test_seconds_add_up(review, olga, beto):
    spend(review=review, seconds=40, by=olga)
    assert spend(review=review, seconds=25, by=olga).seconds == 65
    for wrong in (0, -5, 3601):
        with pytest.raises(BadTime):
            spend(review=review, seconds=wrong, by=olga)
    with pytest.raises(NotAllowed):
        spend(review=review, seconds=5, by=beto)
    assert Review.objects.get(pk=review.pk).edition == 1
