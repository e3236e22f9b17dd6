from __future__ import annotations

from datetime import timedelta

import pytest

from supply.actions.coverage import cover_unit
from supply.actions.performance import expect_orders
from supply.actions.requirements import Package, declare
from supply.models import CoverageChange, PlanningRule
from supply.selectors.coverage import answers
from tests.factories.purchasing import SupplyOrderFactory
from tests.supply.actions.test_coverage import send

pytestmark = pytest.mark.django_db


@pytest.fixture
def need(hospital, vincristine):
    def declare_it(days: int, pieces: int = 5) -> None:
        day = hospital.today() + timedelta(days=days)
        declare(packages=[Package("s1", "N-s1", hospital.pk, day, ((vincristine.pk, pieces),), 0)])

    return declare_it


@pytest.fixture
def order(line, pharmacy):
    today = pharmacy.today()
    return SupplyOrderFactory(line=line, place=pharmacy, packs=2, deadline_on=today + timedelta(days=5))


def answer(hospital):
    cover_unit(unit=hospital)
    return answers(["s1"])["s1"]


def test_punctual_record_tells_the_day_and_counts_from_it(order, line, record, hospital, need) -> None:
    record(line, [0] * 40)
    assert expect_orders() == 1
    order.refresh_from_db()
    assert order.expected_on == order.deadline_on
    assert order.arrival_probability > 0.8
    assert (order.expectation["basis"], order.expectation["n"], order.expectation["threshold"]) == ("pair", 40, 0.8)
    assert order.edition == 1, "nobody edited it"

    need(5, pieces=8)
    found = answer(hospital)
    assert (found.status, found.expected_on, found.certainty) == ("incoming", order.expected_on, "ordered")
    (portion,) = found.lines[0].allocation
    assert (portion.order_id, portion.lot_id, portion.pieces, portion.on, portion.percent) == (
        order.pk, None, 8, order.expected_on, 80
    )  # fmt: skip
    assert cover_unit(unit=hospital) == 0, "the same answer is written as PostgreSQL writes it"

    need(4)
    assert answer(hospital).status == "uncovered", "not a day before it is likely enough"
    need(5, pieces=11)
    assert answer(hospital).status == "uncovered", "two packs of five pieces are ten"


def test_late_supplier_is_expected_late_and_unknown_one_never(order, line, record, hospital, need) -> None:
    need(6)
    expect_orders()
    order.refresh_from_db()
    assert (order.expected_on, order.expectation["basis"]) == (None, "none")
    assert answer(hospital).status == "uncovered"
    record(line, [10] * 40)
    expect_orders()
    order.refresh_from_db()
    assert order.expected_on == order.deadline_on + timedelta(days=10)
    assert answer(hospital).status == "uncovered"
    need(15)
    assert answer(hospital).status == "incoming"


def test_what_never_came_lowers_what_is_promised(order, line, record) -> None:
    record(line, [0] * 28 + [None] * 12)
    expect_orders()
    order.refresh_from_db()
    assert order.arrival_probability < 0.75
    assert order.expected_on is None, "three in ten never came: at 80 % nothing can be said"


def test_stricter_rule_of_the_unit_puts_the_day_off(order, line, record, hospital) -> None:
    record(line, list(range(20)) * 3)
    expect_orders()
    order.refresh_from_db()
    usual = order.expected_on
    PlanningRule.objects.create(kind="arrival_probability", unit=hospital, value=90, origin="Prueba")
    expect_orders()
    order.refresh_from_db()
    assert order.expected_on > usual
    assert order.expectation["threshold"] == 0.9


def test_another_day_makes_the_unit_count_anew_and_the_same_day_does_not(order, line, record, hospital, need) -> None:
    need(6)
    record(line, [0] * 40)
    cover_unit(unit=hospital)
    expect_orders()
    assert CoverageChange.objects.filter(unit=hospital, drug=line.presentation.drug).exists()
    CoverageChange.objects.all().delete()
    assert expect_orders() == 0
    assert not CoverageChange.objects.exists()


def test_received_part_is_no_longer_awaited_and_over_orders_are_left_alone(
    order, line, record, deliver, hospital, need
) -> None:
    record(line, [0] * 40)
    deliver(order, hospital.today(), 1)
    expect_orders()
    need(6, pieces=5)
    found = answer(hospital)
    assert [portion.pieces for portion in found.lines[0].allocation] == [5], "the pack still awaited"
    need(6, pieces=6)
    assert answer(hospital).status == "uncovered", "the pack that came is in no ledger here"
    deliver(order, hospital.today(), 1)
    assert expect_orders() == 0


def test_what_is_on_its_way_is_taken_before_what_is_only_ordered(
    order, line, record, hospital, pharmacy, delegation_warehouse, need, vincristine
) -> None:
    record(line, [0] * 40)
    expect_orders()
    send(delegation_warehouse, pharmacy, vincristine, 5, pharmacy.today() + timedelta(days=5))
    need(6, pieces=5)
    found = answer(hospital)
    assert found.certainty == "dated"
    assert [portion.order_id for portion in found.lines[0].allocation] == [None]


def test_record_is_read_in_a_handful_of_statements_however_many_orders(
    order, line, record, django_assert_max_num_queries
) -> None:
    record(line, [0] * 10)
    with django_assert_max_num_queries(10):
        expect_orders()
