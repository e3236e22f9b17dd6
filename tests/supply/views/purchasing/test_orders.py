from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from supply.actions.purchasing import receive_delivery
from supply.findable import find_contracts, find_orders
from supply.models import SupplyOrder
from supply.purchasing.reception import Brought
from tests.factories.purchasing import SupplyOrderFactory

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
LIST = "/compras/ordenes/"


def numbers(answer: Any) -> list[str]:
    return [order.number for order in answer.context["object_list"]]


def test_what_is_awaited_stands_first_the_latest_of_all_on_top(as_, ana, line, pharmacy, order, other_order):
    SupplyOrderFactory(number="OS-FUE", line=line, place=pharmacy, state="cancelled", reason="Se anuló")
    SupplyOrderFactory(number="OS-TARDE", line=line, place=pharmacy, deadline_on=TODAY - timedelta(days=3))
    page = as_(ana).get(LIST)
    assert numbers(page) == ["OS-TARDE", "OS-1", "OS-2", "OS-FUE"]
    assert "Vencida hace 3 días" in page.content.decode()
    assert numbers(as_(ana).get(LIST, {"orden": "-deadline"}))[0] == "OS-2"
    assert numbers(as_(ana).get(LIST, {"situacion": "late"})) == ["OS-TARDE"]


def test_the_list_asks_as_much_for_many_orders_as_for_one(
    as_, ana, line, pharmacy, order, django_assert_max_num_queries
):
    client = as_(ana)
    client.get(LIST)
    with django_assert_max_num_queries(30) as few:
        client.get(LIST)
    for _number in range(12):
        SupplyOrderFactory(line=line, place=pharmacy)
    with django_assert_max_num_queries(len(few)):
        assert len(numbers(client.get(LIST))) == 13


def test_orders_of_other_places_are_not_there(as_, carla, order):
    assert numbers(as_(carla).get(LIST)) == []
    assert as_(carla).get(order.get_absolute_url()).status_code == 404


def test_the_file_tells_the_penalty_of_each_order_in_chunks(as_, ana, order, pharmacy, django_assert_max_num_queries):
    """Due 4 days ago at 125.50: 10 packs came 2 days late (1 %), 30 are 4 days late (2 %): 12.55 + 75.30."""
    SupplyOrder.objects.filter(pk=order.pk).update(deadline_on=TODAY - timedelta(days=4))
    receive_delivery(
        supplier=order.line.contract.supplier,
        remision="R-1",
        place=pharmacy,
        arrived_on=TODAY - timedelta(days=2),
        lines=[Brought(order.pk, "LX40", TODAY + timedelta(days=700), 10)],
        by=None,
    )
    for _number in range(5):
        SupplyOrderFactory(line=order.line, place=pharmacy)
    client = as_(ana)
    with django_assert_max_num_queries(20):
        text = b"".join(client.get(LIST, {"formato": "csv"}).streaming_content).decode("utf-8-sig")
    rows = {row["Orden de suministro"]: row for row in csv.DictReader(io.StringIO(text))}
    assert rows["OS-1"]["Pena convencional a hoy"] == "87.85"
    assert {float(row["Pena convencional a hoy"]) for number, row in rows.items() if number != "OS-1"} == {0}
    page = client.get(order.get_absolute_url()).content.decode()
    assert "$87.85" in page


def test_an_order_and_a_contract_are_found_by_their_number(ana, carla, order, other_order):
    assert [hit.text for hit in find_orders(ana, "os-", 5)] == ["OS-1", "OS-2"]
    assert [hit.href for hit in find_orders(ana, "os-2", 5)] == [other_order.get_absolute_url()]
    assert find_orders(carla, "OS-1", 5) == []
    [hit] = find_contracts(ana, "c-26", 5)
    assert hit.href == order.line.contract.get_absolute_url()


def test_two_people_changing_an_order_lose_nothing(as_, olga, order):
    address = reverse("supply:supply-order-change", args=[order.pk])
    told = {"packs": 35, "deadline_on": order.deadline_on.isoformat(), "reason": "Convenio 1", "edition": 1}
    assert as_(olga).post(address, told).status_code == 302
    late = as_(olga).post(address, told | {"packs": 30, "reason": "Convenio 2"})
    assert late.status_code == 422
    assert "Convenio 2" in late.content.decode()
    assert olga.full_name in late.content.decode()
    order.refresh_from_db()
    assert (order.packs, order.edition) == (35, 2)


def test_the_contract_tells_what_is_left_of_each_clave(as_, ana, order, other_order):
    page = as_(ana).get(order.line.contract.get_absolute_url())
    [(_line, balance, orders, waiting)] = page.context["rows"]
    assert (balance.committed, balance.left, orders, waiting) == (60, 40, 2, 2)
    assert "$12,550.00" in page.content.decode()
