from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from supply.selectors.demand import lead_demand
from supply.weeks import IsoWeek
from tests.factories.boards import Stood, report
from tests.factories.delegations import UnitFactory
from tests.factories.planning import ForecastFactory, PlanningRuleFactory, last_week
from tests.factories.supply import DrugFactory, RequirementFactory, RequirementPackageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def drug():
    return DrugFactory()


def _dated(unit, drug, day, pieces) -> None:
    RequirementFactory(package=RequirementPackageFactory(unit=unit, needed_on=day), drug=drug, pieces=pieces)


def test_a_forecast_answers_with_the_dated_of_now(hospital, drug) -> None:
    today = timezone.localdate()
    forecast = ForecastFactory(unit=hospital, drug=drug)
    forecast.profile["dated"] = [4] + [0] * 12  # four were dated when it was made, and are in what it cumulates
    forecast.profile["mean"] = [3.0] + [7.0] * 12
    forecast.save(update_fields=["profile"])
    _dated(hospital, drug, today + timedelta(days=2), 6)
    found = lead_demand([hospital.pk], [drug.pk])[hospital.pk, drug.pk]
    assert (found.basis, found.week) == ("forecast", str(IsoWeek.of(today).previous()))
    assert found.mean(7) == 3 + 6
    assert found.quantile(0.9, 7) == 3 + 6
    assert found.quantile(0.9, 14) == 10 + 6
    assert (found.lead_days, found.review_days, found.service_level) == (14, 7, 0.95)


def test_without_a_forecast_the_cpm_answers_and_says_so(hospital, drug) -> None:
    report(hospital, last_week(), {drug: Stood("adequate", 40, cpm=30)})
    found = lead_demand([hospital.pk], [drug.pk])[hospital.pk, drug.pk]
    assert (found.basis, found.cpm) == ("cpm", 30)
    assert found.daily_mean == pytest.approx(30 / 30.4375)
    assert found.mean(14) < found.quantile(0.95, 14) < 4 * found.mean(14)


def test_every_pair_asked_for_has_an_answer(hospital, drug) -> None:
    other = UnitFactory()
    found = lead_demand([hospital.pk, other.pk], [drug.pk])
    assert set(found) == {(hospital.pk, drug.pk), (other.pk, drug.pk)}
    assert {one.basis for one in found.values()} == {"none"}
    assert lead_demand(None, None) == {}


def test_the_nearest_rule_holds(hospital, drug) -> None:
    PlanningRuleFactory(value=21)
    PlanningRuleFactory(value=18, delegation=hospital.delegation)
    assert lead_demand([hospital.pk], [drug.pk])[hospital.pk, drug.pk].lead_days == 18
    PlanningRuleFactory(value=30, drug=drug)  # a place goes before a drug
    assert lead_demand([hospital.pk], [drug.pk])[hospital.pk, drug.pk].lead_days == 18
    PlanningRuleFactory(value=5, unit=hospital, drug=drug)
    PlanningRuleFactory(value=9, unit=hospital)
    assert lead_demand([hospital.pk], [drug.pk])[hospital.pk, drug.pk].lead_days == 5


def test_the_whole_country_is_a_handful_of_statements(hospital, django_assert_num_queries) -> None:
    for _number in range(5):
        ForecastFactory(unit=hospital)
    with django_assert_num_queries(5):
        assert len(lead_demand(None, None)) == 5
