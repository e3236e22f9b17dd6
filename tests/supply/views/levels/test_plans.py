from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from supply.actions.levels import plan_units
from tests.factories.planning import ForecastFactory, PlanningRuleFactory, StockPlanFactory
from tests.factories.supply import DrugFactory

pytestmark = pytest.mark.django_db
PAGE = "/reabasto/niveles/"


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.content.decode()))


@pytest.fixture
def planned(hospital, vincristine, stocked):
    ForecastFactory(unit=hospital, drug=vincristine)
    PlanningRuleFactory(kind="lead_time_days", unit=hospital, value=10)
    PlanningRuleFactory(kind="review_days", unit=hospital, value=7)
    plan_units(units=[hospital.pk])


def test_the_list_says_where_each_drug_stands_and_when_it_runs_out(client, ana, carla, planned, hospital):
    client.force_login(ana)
    page = client.get(PAGE)
    [(row, state, days, chance, href)] = page.context["rows"]
    assert (row.usable, str(state[2]), days, chance) == (30, "Sobre el máximo", 30, "0 %")
    assert href == f"{PAGE}{hospital.clues}/010.000.1768/"
    client.force_login(carla)
    assert client.get(PAGE).context["rows"] == []


def test_filters_by_level_day_and_what_there_is_to_do(client, ana, hospital):
    today = timezone.localdate()
    levels = {"emergency": 3, "minimum": 10, "reorder": 17, "maximum": 24, "suggested": 0}
    for usable, more in (
        (0, {"suggested": 24, "runs_out_on": today}),
        (3, {"suggested": 21, "runs_out_on": today + timedelta(days=3)}),
        (9, {"suggested": 15, "runs_out_on": today + timedelta(days=9)}),
        (17, {"suggested": 7, "runs_out_on": today + timedelta(days=17)}),
        (30, {"expiring": 2, "expires_first_on": today}),
    ):
        StockPlanFactory(unit=hospital, drug=DrugFactory(), usable=usable, **levels | more)
    client.force_login(ana)
    for asked, found in (
        ({"nivel": "cero"}, [0]),
        ({"nivel": "emergencia"}, [0, 3]),
        ({"nivel": "minimo"}, [0, 3, 9]),
        ({"nivel": "reorden"}, [0, 3, 9, 17]),
        ({"nivel": "sobre"}, [30]),
        ({"dias": "7"}, [0, 3]),
        ({"dias": "14"}, [0, 3, 9]),
        ({"que": "pedir"}, [0, 3, 9, 17]),
        ({"que": "caducar"}, [30]),
    ):
        rows = client.get(PAGE, asked | {"orden": "usable"}).context["rows"]
        assert [row.usable for row, *_rest in rows] == found, asked


def test_the_list_takes_the_same_statements_however_long(client, beto, hospital, django_assert_max_num_queries):
    for _ in range(30):
        StockPlanFactory(unit=hospital, drug=DrugFactory())
    client.force_login(beto)
    client.get(PAGE)
    with django_assert_max_num_queries(11):
        client.get(PAGE)


def test_each_number_is_told_with_where_it_comes_from(client, ana, planned, hospital):
    client.force_login(ana)
    text = text_of(client.get(f"{PAGE}{hospital.clues}/010.000.1768/"))
    assert "Mínimo 10 10 días: lo que tarda un pedido hecho hoy 10.0 0" in text
    assert "Máximo (nivel objetivo) 24 24 días: el punto de reorden y lo que se espera en 7 días más 24.0 0" in text
    assert "Posición: 30 utilizables + 0 en camino − 0 que caducarán sin usarse en el ciclo = 30 piezas." in text
    assert "NEAR" in text
    assert "Nada viene en camino." in text


def test_of_another_unit_or_drug_it_is_not_there(client, carla, ana, planned, hospital):
    for person, address in (
        (carla, f"{hospital.clues}/010.000.1768/"),
        (ana, f"{hospital.clues}/010.000.1760/"),
        (ana, f"{hospital.clues}/nada/"),
        (ana, "XXXXXX/010.000.1768/"),
    ):
        client.force_login(person)
        assert client.get(f"{PAGE}{address}").status_code == 404, address
