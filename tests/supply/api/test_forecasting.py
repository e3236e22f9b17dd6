from __future__ import annotations

import pytest

from delegations.models import AuditEvent
from supply.models import PlanningRule
from tests.factories.planning import ForecastFactory, ForecastScoreFactory, PlanningRuleFactory, last_week

pytestmark = pytest.mark.django_db
JSON = {"content_type": "application/json"}
RULES = "/api/v1/planning-rules/"


def test_a_forecast_is_told_week_by_week_with_how_earlier_ones_fared(client, ana, carla, hospital, vincristine):
    ForecastFactory(unit=hospital, drug=vincristine)
    ForecastScoreFactory(unit=hospital, drug=vincristine, expected=9, asked=6)
    client.force_login(ana)
    [row] = client.get("/api/v1/forecasts/").json()["results"]
    assert (row["unit"]["clues"], row["through"]) == (hospital.clues, last_week().monday.isoformat())
    assert (row["error"], row["bias"], row["measured"]) == (0.5, 0.5, 1)
    assert len(row["weeks"]) == 13
    first, second = row["weeks"][:2]
    assert first == {
        "week": last_week().next().monday.isoformat(), "dated": 0, "mean": 7.0,
        "quantiles": {"0.5": 7.0, "0.9": 7.0, "0.95": 7.0}, "cumulative": {"0.5": 7.0, "0.9": 7.0, "0.95": 7.0},
    }  # fmt: skip
    assert second["cumulative"]["0.9"] == 14.0
    client.force_login(carla)
    assert client.get("/api/v1/forecasts/").json()["count"] == 0


def test_families_read_no_forecast_and_no_rule(client, rosa):
    client.force_login(rosa)
    assert client.get("/api/v1/forecasts/").status_code == 403
    assert client.get(RULES).status_code == 403


def test_a_rule_is_set_told_changed_and_dropped(client, beto, hospital, vincristine):
    client.force_login(beto)
    told = {"kind": "lead_time_days", "value": "21", "origin": "Medido en 2026", "unit": hospital.clues}
    made = client.post(RULES, told, **JSON)
    assert made.status_code == 201
    rule = made.json()
    assert (rule["value"], rule["unit"]["clues"], rule["drug"], rule["edition"]) == ("21.00", hospital.clues, None, 1)
    again = client.post(RULES, told | {"value": "18", "edition": 1}, **JSON).json()
    assert (again["id"], again["value"], again["edition"]) == (rule["id"], "18.00", 2)
    # Somebody who read the first one does not overwrite the second.
    assert client.post(RULES, told | {"value": "30", "edition": 1}, **JSON).status_code == 409
    one = f"{RULES}{rule['id']}/"
    assert client.post(f"{one}removal/", {"edition": 1}, **JSON).status_code == 409
    assert client.get(one).json()["value"] == "18.00"
    assert client.post(f"{one}removal/", {"edition": 2}, **JSON).status_code == 204
    assert client.get(one).status_code == 404
    noted = AuditEvent.objects.filter(type__startswith="planning.").order_by("pk")
    assert list(noted.values_list("type", "by_id")) == [
        ("planning.set", beto.pk), ("planning.set", beto.pk), ("planning.dropped", beto.pk),
    ]  # fmt: skip


def test_what_a_rule_cannot_be_is_refused_with_what_to_do(client, beto, hospital, delegation):
    client.force_login(beto)
    told = {"kind": "lead_time_days", "value": "21", "origin": "Medido en 2026", "unit": hospital.clues}
    for wrong, status in (
        ({"value": "9000"}, 422),
        ({"origin": "  "}, 400),
        ({"kind": "nada"}, 400),
        ({"delegation": delegation.code}, 422),
        ({"unit": "NADIE00000"}, 400),
    ):
        refused = client.post(RULES, told | wrong, **JSON)
        assert refused.status_code == status, (wrong, refused.content)
        assert refused.json()["error"]["message"]
    assert not PlanningRule.objects.exists()


def test_who_plans_elsewhere_or_nowhere_sets_nothing_here(client, ana, beto, hospital, other_hospital):
    told = {"kind": "review_days", "value": "14", "origin": "Acuerdo"}
    client.force_login(ana)
    assert client.post(RULES, told | {"unit": hospital.clues}, **JSON).status_code == 403
    client.force_login(beto)
    assert client.post(RULES, told, **JSON).status_code == 403  # the whole country
    assert client.post(RULES, told | {"unit": other_hospital.clues}, **JSON).status_code == 400  # nothing he sees
    elsewhere = PlanningRuleFactory(unit=other_hospital)
    assert client.get(f"{RULES}{elsewhere.pk}/").status_code == 404
    assert client.post(f"{RULES}{elsewhere.pk}/removal/", {}, **JSON).status_code == 404
    country = PlanningRuleFactory()
    assert [row["id"] for row in client.get(RULES).json()["results"]] == [country.pk]
    assert client.post(f"{RULES}{country.pk}/removal/", {}, **JSON).status_code == 403
    assert PlanningRule.objects.count() == 2
