from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from pediatric_platform.models import Session
from pediatric_platform.reach import MISSING, UNKNOWN
from pediatric_platform.selectors.plans import child_plan, unrecorded
from pediatric_platform.selectors.sessions import upcoming
from supply.actions.coverage import cover_unit
from supply.actions.ledger import LotLine, receive
from tests.factories.plans import approved, begun, in_days
from tests.factories.supply import AssortmentFactory


@pytest.fixture
def plan(nina, carmen, vincristine):
    AssortmentFactory(unit=nina.unit, drug=vincristine)
    return begun(nina, approved(({"days": [1, 8, 15, 22, 29, 36]},)), carmen)


@pytest.fixture
def empty_shelf(plan, pharmacy, methotrexate):
    """The pharmacy told of something today, and has no vincristine."""
    day = pharmacy.today()
    receive(place=pharmacy, lines=[LotLine(methotrexate.pk, "M", in_days(400), 5)], key="m", by=None, occurred_on=day)
    cover_unit(unit=plan.child.unit)


def test_a_child_without_plan_is_offered_one_by_whoever_prescribes(nina, carmen, felipe):
    assert child_plan(nina, carmen).plan is None
    assert child_plan(nina, carmen).may_prescribe
    assert not child_plan(nina, felipe).may_prescribe


def test_the_next_five_sessions_are_shown_and_the_rest_counted(nina, carmen, plan):
    found = child_plan(nina, carmen)
    assert [dated.session.day for dated in found.next] == [1, 8, 15, 22, 29]
    assert found.more == 1
    assert found.phase.name == "Fase 1"


def test_an_empty_shelf_is_told_of_each_session_within_28_days(nina, carmen, plan, empty_shelf):
    first = child_plan(nina, carmen).next[0]
    assert first.rank == MISSING
    assert [(line.short, line.pieces) for line in first.missing] == [(2, 2)]


def test_a_session_not_yet_computed_is_unknown(nina, carmen, plan):
    assert {dated.rank for dated in upcoming(nina, timezone.localdate())} == {UNKNOWN}


def test_the_plan_on_the_child_s_page_takes_the_same_queries_however_many_sessions(
    nina, carmen, plan, django_assert_num_queries
):
    with django_assert_num_queries(9):
        child_plan(nina, carmen)


def test_days_that_went_by_are_listed_until_somebody_tells(nina, carmen, carla, plan):
    Session.objects.filter(plan=plan, day=1).update(on=in_days(-2))
    assert [row.day for row in unrecorded(carmen, timezone.localdate())] == [1]
    assert not unrecorded(carla, timezone.localdate())
    assert child_plan(nina, carmen).unrecorded == 1


def test_the_part_of_the_child_s_page_says_what_is_there_and_what_is_not(nina, carmen, plan):
    html = render_to_string(
        "pediatric_platform/_child_plan.html", {"plan": child_plan(nina, carmen), "may_prescribe": True}
    )
    assert "Vincristina" in html
    assert "No se sabe" in html
