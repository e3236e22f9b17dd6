from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from supply.actions.ledger import IssueLine, dispatch, dispense
from supply.actions.levels import plan_units
from supply.actions.lots import set_state
from supply.models import LotState, StockPlan
from tests.factories.planning import ForecastFactory, PlanningRuleFactory, StockPlanFactory
from tests.factories.purchasing import ContractLineFactory, SupplyOrderFactory
from tests.factories.supply import AssortmentFactory, PresentationFactory, RequirementFactory, RequirementPackageFactory

pytestmark = pytest.mark.django_db


def plan_of(unit, drug) -> StockPlan:
    return StockPlan.objects.get(unit=unit, drug=drug)


@pytest.fixture
def piece_a_day(hospital, vincristine):
    """Seven a week for sure; an order takes 10 days, one is made each week."""
    ForecastFactory(unit=hospital, drug=vincristine)
    PlanningRuleFactory(kind="lead_time_days", unit=hospital, value=10)
    PlanningRuleFactory(kind="review_days", unit=hospital, value=7)


def test_a_shelf_with_two_lots_and_a_piece_a_day(hospital, vincristine, stocked, piece_a_day):
    """10 pieces good for 40 days and 20 for 400: none expires, they last 30 days."""
    plan_units(units=[hospital.pk])
    row = plan_of(hospital, vincristine)
    assert (row.usable, row.expiring, row.expires_first_on) == (30, 0, None)
    assert row.runs_out_on == hospital.today() + timedelta(days=30)
    assert (row.emergency, row.minimum, row.reorder, row.maximum) == (3, 10, 17, 24)
    assert (row.suggested, row.runs_out_probability) == (0, 0)
    assert [lot[1] for lot in row.facts["lots"]] == ["NEAR", "FAR"]


def test_what_is_dispensed_sent_away_or_stopped_is_not_usable(
    hospital, vincristine, pharmacy, other_pharmacy, stocked, piece_a_day
):
    dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, 8)], key="d", by=None)
    dispatch(place=pharmacy, to_place=other_pharmacy, lines=[IssueLine(vincristine.pk, 4)], key="t", by=None)
    set_state(lot=stocked["far"], state=LotState.QUARANTINED, reason="Revisión", by=None)
    plan_units()
    row = plan_of(hospital, vincristine)
    assert (row.usable, row.suggested, row.runs_out_on) == (0, 24, hospital.today())
    assert row.runs_out_probability == 1


def test_what_is_on_its_way_counts_for_who_awaits_it(
    hospital, other_hospital, vincristine, pharmacy, other_pharmacy, stocked
):
    dispatch(place=pharmacy, to_place=other_pharmacy, lines=[IssueLine(vincristine.pk, 4)], key="t", by=None)
    plan_units()
    there = plan_of(other_hospital, vincristine)
    assert (there.usable, there.on_the_way) == (0, 4)
    assert plan_of(hospital, vincristine).usable == 26


def test_an_order_counts_in_pieces_from_the_day_it_is_probably_there(hospital, vincristine, pharmacy, piece_a_day):
    line = ContractLineFactory(presentation=PresentationFactory(drug=vincristine, pieces_per_pack=5), price=Decimal(50))
    on = hospital.today() + timedelta(days=4)
    SupplyOrderFactory(line=line, place=pharmacy, packs=6, received_packs=0, expected_on=on)
    SupplyOrderFactory(line=line, place=pharmacy, packs=100, received_packs=0, expected_on=None)  # may never come
    plan_units(units=[hospital.pk])
    row = plan_of(hospital, vincristine)
    assert (row.on_the_way, Decimal(row.facts["price"])) == (30, 10)
    assert row.facts["coming"][0][2:] == [on.isoformat(), 30, "ordered"]
    assert row.suggested == 0


def test_a_dated_dose_without_stock_is_ordered_and_certain_to_be_missed(hospital, vincristine):
    package = RequirementPackageFactory(unit=hospital, needed_on=hospital.today() + timedelta(days=2))
    RequirementFactory(package=package, drug=vincristine, pieces=2)
    plan_units(units=[hospital.pk])
    row = plan_of(hospital, vincristine)
    assert (row.runs_out_on, row.runs_out_probability) == (hospital.today() + timedelta(days=2), 1)
    assert row.suggested == 2


def test_a_drug_of_the_assortment_has_a_row_even_if_nobody_asks(hospital, vincristine):
    AssortmentFactory(unit=hospital, drug=vincristine)
    assert plan_units(units=[hospital.pk]) == 1
    row = plan_of(hospital, vincristine)
    assert (row.maximum, row.suggested, row.runs_out_on, row.facts["basis"]) == (0, 0, None, "none")


def test_computed_again_it_is_the_same_row_and_what_left_the_unit_goes(hospital, vincristine, methotrexate, stocked):
    gone = StockPlanFactory(unit=hospital, drug=methotrexate)
    plan_units(units=[hospital.pk])
    first = plan_of(hospital, vincristine)
    plan_units(units=[hospital.pk])
    assert plan_of(hospital, vincristine).pk == first.pk
    assert not StockPlan.objects.filter(pk=gone.pk).exists()


def test_of_one_unit_the_others_stay_as_they_are(hospital, other_hospital, vincristine, stocked):
    other = StockPlanFactory(unit=other_hospital, drug=vincristine, usable=7)
    plan_units(units=[hospital.pk])
    assert plan_of(other_hospital, vincristine).usable == other.usable


def test_each_unit_has_its_own_today(hospital, other_hospital, vincristine):
    """At seven in the morning by Greenwich it is another day in Tijuana than in Guadalajara."""
    for unit in (hospital, other_hospital):
        ForecastFactory(unit=unit, drug=vincristine)
    hospital.time_zone, other_hospital.time_zone = "America/Mexico_City", "America/Tijuana"
    hospital.save(), other_hospital.save()
    now = timezone.make_aware(datetime(2026, 11, 20, 7, 0), timezone.get_fixed_timezone(0))
    ForecastFactory._meta.model.objects.update(through=now.date() - timedelta(days=11))
    plan_units(now=now)
    assert plan_of(hospital, vincristine).runs_out_on.day == 20
    assert plan_of(other_hospital, vincristine).runs_out_on.day == 19
