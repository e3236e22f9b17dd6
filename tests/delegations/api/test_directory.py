from __future__ import annotations

import pytest
from django.urls import reverse
from rest_framework.test import APIClient
from rest_framework.throttling import SimpleRateThrottle

from tests.factories.delegations import UnitFactory

pytestmark = pytest.mark.django_db


def as_(person) -> APIClient:
    client = APIClient()
    client.force_authenticate(person)
    return client


def test_each_person_sees_their_units(hospital, other_hospital, ana, beto, carla, olga) -> None:
    seen = {
        person.email: [row["clues"] for row in as_(person).get(reverse("api-units")).json()["results"]]
        for person in (ana, beto, carla, olga)
    }
    assert seen["ana@example.org"] == seen["beto@example.org"] == [hospital.clues]
    assert seen["carla@example.org"] == [other_hospital.clues]
    assert len(seen["olga@example.org"]) == 2


def test_a_unit_of_others_does_not_exist(hospital, carla) -> None:
    answer = as_(carla).get(reverse("api-unit", args=[hospital.clues]))
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "not_found"


def test_pages_have_an_envelope_and_a_cap(delegation, olga) -> None:
    UnitFactory.create_batch(55, delegation=delegation)
    client, url = as_(olga), reverse("api-units")
    first = client.get(url).json()
    assert (first["count"], len(first["results"]), first["previous"]) == (55, 50, None)
    assert len(client.get(first["next"]).json()["results"]) == 5
    assert len(client.get(url, {"page_size": 20}).json()["results"]) == 20
    assert client.get(url, {"page": 99}).status_code == 404
    UnitFactory.create_batch(460, delegation=delegation)
    assert len(client.get(url, {"page_size": 100_000}).json()["results"]) == 500


def test_the_page_filters_filter_here_too(hospital, other_hospital, olga) -> None:
    client, url = as_(olga), reverse("api-units")
    assert client.get(url, {"q": "umae"}).json()["count"] == 1
    assert client.get(url, {"delegacion": "BC"}).json()["results"][0]["clues"] == other_hospital.clues
    backwards = client.get(url, {"orden": "-clues"}).json()["results"]
    assert [row["clues"] for row in backwards] == sorted((row["clues"] for row in backwards), reverse=True)


def test_a_filter_that_is_no_choice_is_told(olga) -> None:
    answer = as_(olga).get(reverse("api-units"), {"nivel": "9", "orden": "color"})
    assert answer.status_code == 400
    assert {one["field"] for one in answer.json()["error"]["faults"]} == {"nivel", "orden"}


def test_the_number_of_queries_does_not_grow_with_the_page(delegation, olga, django_assert_num_queries) -> None:
    UnitFactory.create_batch(40, delegation=delegation)
    client = as_(olga)
    with django_assert_num_queries(3):  # scope, count, page
        client.get(reverse("api-units"))
    with django_assert_num_queries(2):
        client.get(reverse("api-delegations"))


def test_too_many_requests_are_put_off(olga, monkeypatch) -> None:
    monkeypatch.setattr(SimpleRateThrottle, "THROTTLE_RATES", {"anon": "2/min", "user": "3/min"})
    client, url = as_(olga), reverse("api-delegations")
    answers = [client.get(url) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[-1].json()["error"]["code"] == "throttled"
    assert int(answers[-1]["Retry-After"]) > 0
    stranger = APIClient()
    assert [stranger.get(url).status_code for _ in range(3)] == [401, 401, 401]


def test_an_address_that_leads_nowhere_is_told_in_the_one_shape(client, db) -> None:
    for method in (client.get, client.post, client.delete):
        answer = method("/api/v1/nada/de/nada/")
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/json")
        assert answer.json()["error"]["code"] == "not_found"


def test_an_address_without_its_last_slash_is_sent_on(client, db) -> None:
    assert client.get("/api/v1/units")["Location"] == "/api/v1/units/"
