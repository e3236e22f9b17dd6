"""The review through the API: the same acts, the same refusals."""

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from meetings.canonical import digest
from tests.factories.meetings import AgreementFactory, MeetingFactory, ReviewFactory, SnapshotFactory, running
from tests.factories.troubled import troubled_figures

pytestmark = pytest.mark.django_db


def api(person) -> APIClient:
    client = APIClient()
    client.force_authenticate(person)
    return client


def ask(person, name, *args, **body):
    answer = api(person).post(reverse(name, args=args), body, format="json")
    return answer.status_code, answer.json()


@pytest.fixture
def meeting(db):
    return running(MeetingFactory())


@pytest.fixture
def review(meeting, delegation):
    data = troubled_figures("JAL", "Jalisco")
    snapshot = SnapshotFactory(meeting=meeting, delegation=delegation, data=data, sha256=digest(data))
    return ReviewFactory(meeting=meeting, delegation=delegation, snapshot=snapshot)


def test_each_sees_the_places_of_their_scope_with_figures(review, other_delegation, olga, beto, carla):
    ReviewFactory(meeting=review.meeting, delegation=other_delegation, position=2)
    AgreementFactory(meeting=review.meeting, review=review, owner_delegation=review.delegation)
    listed = reverse("api-meeting-reviews", args=[review.meeting_id])
    rows = api(olga).get(listed).json()["results"]
    assert [(row["code"], row["agreements"]) for row in rows] == [("JAL", 1), ("BC", 0)]
    assert [row["code"] for row in api(beto).get(listed).json()["results"]] == ["JAL"]
    assert api(carla).get(listed).status_code == 404
    one = api(beto).get(reverse("api-review", args=[review.pk])).json()
    assert (one["figures"]["data"]["zero_total"], one["figures"]["sha256"]) == (7, review.snapshot.sha256)
    assert api(carla).get(reverse("api-review", args=[review.pk])).status_code == 404


def test_two_programs_at_once_are_told_or_their_texts_come_together(review, olga, beto):
    assert ask(beto, "api-review-write", review.pk, comment="x", edition=1)[0] == 403
    status, first = ask(olga, "api-review-write", review.pk, comment="Falta vincristina.", edition=1)
    assert (status, first["edition"], first["merged"]) == (200, 2, False)
    status, refused = ask(olga, "api-review-write", review.pk, comment="Llega el jueves.", edition=1)
    assert (status, refused["error"]["code"]) == (409, "stale_edition")
    status, both = ask(olga, "api-review-write", review.pk, comment="Llega el jueves.", read_comment="", edition=1)
    assert (status, both["merged"], both["comment"]) == (200, True, "Falta vincristina.\nLlega el jueves.")
    assert ask(olga, "api-review-write", review.pk, edition=1)[0] == 400


def test_marked_shown_timed_and_ordered(review, meeting, other_delegation, olga):
    other = ReviewFactory(meeting=meeting, delegation=other_delegation, position=2)
    assert ask(olga, "api-review-mark", review.pk, state="absent", edition=1)[1]["state"] == "absent"
    status, refused = ask(olga, "api-review-mark", other.pk, state="reviewed", edition=1)
    assert (status, refused["error"]["code"]) == (422, "verdict_missing")
    assert ask(olga, "api-review-show", other.pk)[1]["shown_at"] is not None
    assert ask(olga, "api-review-time", other.pk, seconds=30)[1]["seconds"] == 30
    status, rows = ask(olga, "api-meeting-reviews-order", meeting.pk, codes=["BC", "JAL"])
    assert (status, [row["code"] for row in rows]) == (200, ["BC", "JAL"])
    assert ask(olga, "api-meeting-reviews-order", meeting.pk, codes=["NO"])[1]["error"]["code"] == "unknown_review"
    assert ask(olga, "api-meeting-reviews-order", meeting.pk)[0] == 400
    assert ask(olga, "api-meeting-reviews-prepare", meeting.pk)[0] == 200
