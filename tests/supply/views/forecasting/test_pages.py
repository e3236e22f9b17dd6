from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from supply.actions.forecasting import forecast_week, set_rule
from supply.models import PlanningRule
from tests.factories.boards import Stood, report
from tests.factories.planning import ForecastFactory, ForecastScoreFactory, last_week
from tests.factories.supply import DrugFactory, RequirementFactory, RequirementPackageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def drug():
    return DrugFactory(generic_name="Vincristina")


def _address(unit, drug) -> str:
    return reverse("supply:forecast", args=[unit.clues, drug.code])


def _weeks(unit, drug, asked: list[int], out: int = 0) -> None:
    for at, pieces in enumerate(asked):
        made = report(unit, last_week().previous(len(asked) - 1 - at), {drug: Stood("adequate", 40, days_out=out)})
        made.lines.filter(place_kind="conjunto").update(dispensed=pieces, closing=40 - pieces)


def test_ana_reads_her_hospitals_forecasts_and_carla_none_of_them(client, ana, carla, hospital, drug) -> None:
    ForecastFactory(unit=hospital, drug=drug)
    ForecastScoreFactory(unit=hospital, drug=drug, expected=9, asked=6)
    client.force_login(ana)
    page = client.get(reverse("supply:forecast-list")).content.decode()
    assert "Vincristina" in page
    assert "50.0" in page  # three too many of six
    client.force_login(carla)
    assert "Vincristina" not in client.get(reverse("supply:forecast-list")).content.decode()
    assert client.get(_address(hospital, drug)).status_code == 404


def test_a_list_of_fifty_is_a_handful_of_queries(client, olga, django_assert_max_num_queries) -> None:
    for _number in range(12):
        ForecastFactory()
    client.force_login(olga)
    client.get(reverse("supply:forecast-list"))
    with django_assert_max_num_queries(14):
        page = client.get(reverse("supply:forecast-list"), {"orden": "-error"})
    assert len(page.context["object_list"]) == 12


def test_a_series_writes_its_cpm_out_with_its_numbers(client, ana, hospital, drug) -> None:
    _weeks(hospital, drug, [7] * 13, out=1)
    forecast_week(week=last_week())
    client.force_login(ana)
    page = client.get(_address(hospital, drug)).content.decode()
    assert "91 ÷ 91 × 30.4375 = 30.44" in page
    assert "91 ÷ (91 − 13) × 30.4375 = 35.51" in page
    assert "<svg" in page
    assert "valor de trabajo del programa" in page


def test_out_all_along_the_cpm_comes_from_the_dated_doses(client, ana, hospital, drug) -> None:
    _weeks(hospital, drug, [0] * 13, out=7)
    package = RequirementPackageFactory(unit=hospital, needed_on=last_week().sunday + timedelta(days=9))
    RequirementFactory(package=package, drug=drug, pieces=26)
    client.force_login(ana)
    page = client.get(_address(hospital, drug)).content.decode()
    assert "26 ÷ 91 × 30.4375 → 8.70" in page
    assert "dosis programadas" in page


def test_a_window_of_its_own_is_taken_from_the_rule(client, beto, hospital, drug) -> None:
    _weeks(hospital, drug, [0] * 9 + [7] * 4)
    set_rule(kind="window_weeks", value=4, origin="Acuerdo de prueba", unit=hospital, drug=drug, by=beto)
    client.force_login(beto)
    page = client.get(_address(hospital, drug)).content.decode()
    assert "28 ÷ 28 × 30.4375 = 30.44" in page
    assert "Acuerdo de prueba" in page


def test_a_drug_never_asked_for_says_what_to_wait_for(client, ana, hospital, drug) -> None:
    client.force_login(ana)
    assert "no se ha pedido aquí" in client.get(_address(hospital, drug)).content.decode()
    assert client.get(reverse("supply:forecast", args=[hospital.clues, "nada"])).status_code == 404


def test_beto_sets_changes_and_drops_a_rule_of_his_units(client, beto, hospital, drug) -> None:
    client.force_login(beto)
    told = {"kind": "lead_time_days", "value": "21", "origin": "Convenio", "unit": hospital.clues, "drug": drug.code}
    assert client.post(reverse("supply:planning-rule-new"), told).status_code == 302
    rule = PlanningRule.objects.get()
    assert (rule.value, rule.unit, rule.drug) == (21, hospital, drug)
    address = reverse("supply:planning-rule", args=[rule.pk])
    assert client.post(address, {"value": "30", "origin": "Medición", "edition": "1"}).status_code == 302
    stale = client.post(address, {"value": "40", "origin": "Otra", "edition": "1"})
    assert stale.status_code == 422
    assert 'value="40"' in stale.content.decode()
    assert "cambió lo mismo" in stale.content.decode()
    drop = reverse("supply:planning-rule-drop", args=[rule.pk])
    assert client.post(drop, {"edition": "2"}).status_code == 302
    assert not PlanningRule.objects.exists()


def test_what_is_refused_stands_at_its_field(client, beto, hospital) -> None:
    client.force_login(beto)
    address = reverse("supply:planning-rule-new")
    told = {"kind": "lead_time_days", "value": "900", "origin": "Convenio", "unit": hospital.clues}
    answer = client.post(address, told)
    assert answer.status_code == 422
    assert "El valor va de 0 a 365." in answer.content.decode()
    assert client.post(address, {**told, "value": "9", "unit": ""}).status_code == 403  # the country's
    assert "No hay una unidad" in client.post(address, {**told, "unit": "NADA"}).content.decode()


def test_ana_reads_the_rules_and_sets_none(client, ana, hospital, beto) -> None:
    rule = set_rule(kind="review_days", value=14, origin="Acuerdo", unit=hospital, by=beto)
    client.force_login(ana)
    page = client.get(reverse("supply:planning-rules")).content.decode()
    assert "Acuerdo" in page
    assert reverse("supply:planning-rule", args=[rule.pk]) not in page
    assert client.get(reverse("supply:planning-rule-new")).status_code == 403
    assert client.get(reverse("supply:planning-rule", args=[rule.pk])).status_code == 403
