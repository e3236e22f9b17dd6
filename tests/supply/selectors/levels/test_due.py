from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from supply.actions.ledger import IssueLine, dispatch, dispense
from supply.actions.levels import plan_units
from supply.models import Step, StockPlan, UnitCoverage
from supply.selectors.levels.due import units_to_plan
from tests.factories.purchasing import SupplyOrderFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(hospital, other_hospital, stocked, other_pharmacy):
    """Both units were computed a while after the first stock came."""
    plan_units(now=timezone.now() + timedelta(seconds=1))
    StockPlan.objects.update(computed_at=timezone.now())
    assert units_to_plan() == []


def test_a_unit_that_never_was_computed_and_has_stock(hospital, stocked):
    assert units_to_plan() == [hospital.pk]


def test_a_posting_at_one_of_its_places(planned, hospital, pharmacy, vincristine):
    dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, 1)], key="d", by=None)
    assert units_to_plan() == [hospital.pk]


def test_a_transfer_is_news_to_who_sends_and_who_awaits_it(
    planned, hospital, other_hospital, pharmacy, other_pharmacy, vincristine
):
    dispatch(place=pharmacy, to_place=other_pharmacy, lines=[IssueLine(vincristine.pk, 1)], key="t", by=None)
    assert units_to_plan() == sorted([hospital.pk, other_hospital.pk])


def test_an_order_made_or_changed(planned, hospital, pharmacy):
    order = SupplyOrderFactory(place=pharmacy)
    assert units_to_plan() == [hospital.pk]
    plan_units(units=[hospital.pk])
    assert units_to_plan() == []
    Step.objects.create(supply_order=order, what="changed", at=timezone.now() + timedelta(seconds=5))
    assert units_to_plan() == [hospital.pk]


def test_an_answer_about_its_packages(planned, hospital):
    UnitCoverage.objects.create(unit=hospital, day=hospital.today(), computed_at=timezone.now() + timedelta(seconds=5))
    assert units_to_plan() == [hospital.pk]
