from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.planning import StockPlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def key(hospital, vincristine) -> str:
    StockPlanFactory(unit=hospital, drug=vincristine, runs_out_probability="0.9", usable=2, facts={"basis": "cpm"})
    return f"running_out:{hospital.pk}:{vincristine.pk}:soon"


def test_the_list_of_what_to_do_is_that_of_the_page(client, ana, carla, key):
    client.force_login(ana)
    [line] = client.get("/api/v1/worklist/").json()["results"]
    assert (line["place"], line["key"], line["rank"], line["kind"]) == (1, key, 3, "running_out")
    assert client.get("/api/v1/worklist/", {"tipo": "nada"}).status_code == 400
    client.force_login(carla)
    assert client.get("/api/v1/worklist/").json()["count"] == 0


def test_levels_with_the_numbers_behind_them(client, ana, carla, key, hospital):
    client.force_login(ana)
    [row] = client.get("/api/v1/stock-plans/").json()["results"]
    assert (row["usable"], row["maximum"], "facts" in row) == (2, 24, False)
    one = f"/api/v1/stock-plans/{hospital.clues}/010.000.1768/"
    assert client.get(one).json()["facts"] == {"basis": "cpm"}
    client.force_login(carla)
    assert client.get(one).status_code == 404


def test_put_off_and_brought_back_by_the_same_rules_as_the_page(client, ana, key):
    client.force_login(ana)
    until = (timezone.localdate() + timedelta(days=2)).isoformat()
    told = {"key": key, "until": until, "reason": "Llega el jueves"}
    send = {"content_type": "application/json"}
    assert client.post("/api/v1/worklist/put-off/", told | {"until": "2030-01-01"}, **send).status_code == 422
    answer = client.post("/api/v1/worklist/put-off/", told, **send)
    assert (answer.status_code, answer.json()["until"]) == (200, until)
    assert client.get("/api/v1/worklist/").json()["count"] == 0
    assert client.post("/api/v1/worklist/put-off/", told | {"key": "nada:1"}, **send).status_code == 422
    assert client.post("/api/v1/worklist/bring-back/", {"key": key}, **send).status_code == 200
    assert client.get("/api/v1/worklist/").json()["count"] == 1
