from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from supply.actions.purchasing import receive_delivery
from supply.models import Balance, Delivery, DeliveryLine, Document, Gtin, SupplyOrder
from supply.purchasing.reception import Brought

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
GOOD = "30/06/2031"
CARTON = "01075012345678931731063010LX40"


def said(answer: Any) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def pieces() -> int:
    return sum(Balance.objects.values_list("on_hand", flat=True))


@pytest.fixture
def address(pharmacy) -> str:
    return reverse("supply:delivery-receive", args=[pharmacy.code])


@pytest.fixture
def form(lines, order):
    """The form of the order's supplier, with these rows."""

    def filled(*rows: dict[str, Any], **head: Any) -> dict[str, Any]:
        told = {"proveedor": order.line.contract.supplier_id, "remision": "R-77", "arrived_on": TODAY.isoformat()}
        return lines(*rows, **(told | head))

    return filled


def row(order: SupplyOrder, delivered: int, **more: Any) -> dict[str, Any]:
    return {"order": order.pk, "number": "LX40", "expires_on": GOOD, "delivered": delivered, **more}


def test_two_orders_of_one_remision_are_one_delivery_and_twice_is_once(as_, felipe, address, form, order, other_order):
    client, told = as_(felipe), form(row(order, 30), row(other_order, 20))
    answer = client.post(address, told)
    delivery = Delivery.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, delivery.get_absolute_url())
    assert "50 aceptados" in said(answer)
    again = client.post(address, told)
    assert again.headers["Location"] == delivery.get_absolute_url()
    assert "ya estaba recibida" in said(again)
    assert (Delivery.objects.count(), Document.objects.count(), pieces()) == (1, 1, 500)


def test_the_same_remision_said_otherwise_is_refused_and_nothing_typed_is_lost(as_, felipe, address, form, order):
    client = as_(felipe)
    client.post(address, form(row(order, 10)))
    answer = client.post(address, form(row(order, 12)))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="12"' in page
    assert "R-77" in page
    assert pieces() == 100


def test_what_comes_over_is_told_and_waits(as_, felipe, beto, address, form, order):
    answer = as_(felipe).post(address, form(row(order, 45)))
    assert "5 de más" in said(answer)
    held = DeliveryLine.objects.held().get()
    assert (held.over_packs, pieces()) == (5, 400)
    take = reverse("supply:over-take", args=[held.delivery_id, held.pk])
    assert as_(felipe).get(take).status_code == 403
    page = as_(beto).get(held.delivery.get_absolute_url()).content.decode()
    assert f'href="{take}"' in page


def test_what_came_over_is_taken_under_another_order_from_its_page(
    as_, beto, felipe, address, form, order, other_order
):
    as_(felipe).post(address, form(row(order, 45)))
    held = DeliveryLine.objects.held().get()
    take = reverse("supply:over-take", args=[held.delivery_id, held.pk])
    assert as_(beto).get(take).status_code == 200
    answer = as_(beto).post(take, {"order": other_order.pk, "reason": "Se necesita"})
    other_order.refresh_from_db()
    assert (answer.status_code, other_order.received_packs, pieces()) == (302, 5, 450)
    assert as_(beto).post(take, {"order": other_order.pk, "reason": "Se necesita"}).status_code in {404, 409, 422}
    assert pieces() == 450


def test_what_came_over_is_sent_back_from_its_page_by_whoever_decides(as_, beto, carla, felipe, address, form, order):
    as_(felipe).post(address, form(row(order, 45)))
    held = DeliveryLine.objects.held().get()
    back = reverse("supply:over-send-back", args=[held.delivery_id, held.pk])
    for person, status in ((felipe, 403), (carla, 404)):
        assert as_(person).post(back, {"reason": "No se pidió"}).status_code == status
    assert as_(beto).post(back, {"reason": ""}).status_code == 422
    assert DeliveryLine.objects.held().exists()
    assert as_(beto).post(back, {"reason": "No se pidió"}).status_code == 302
    assert not DeliveryLine.objects.held().exists()
    assert pieces() == 400
    assert "No se pidió" in as_(beto).get(held.delivery.get_absolute_url()).content.decode()


def test_each_carton_read_is_one_pack_more_and_nothing_is_stored(as_, felipe, address, form, order, presentation):
    Gtin.objects.create(gtin="07501234567893", presentation=presentation)
    client = as_(felipe)
    first = client.post(address, form(leer="1", escaneo=CARTON))
    assert "lote LX40, 1 envase" in first.content.decode()
    typed = row(order, 1, number="LX40", expires_on=GOOD)
    second = client.post(address, form(typed, leer="1", escaneo=CARTON)).content.decode()
    assert "lote LX40, 2 envases" in second
    assert "data-focus" in second.split('id="escaneo"')[1].split(">")[0]
    assert not Delivery.objects.exists()
    bad = client.post(address, form(typed, leer="1", escaneo="basura")).content.decode()
    assert "no es el de una caja" in bad
    assert 'value="LX40"' in bad


def test_a_rejection_without_its_reason_is_told_at_its_row(as_, felipe, address, form, order):
    answer = as_(felipe).post(address, form(row(order, 10, rejected=2)))
    assert answer.status_code == 422
    assert "Escriba por qué se rechazan" in answer.content.decode()
    assert as_(felipe).post(address, form(row(order, 10, rejected=2, reason="Caja mojada"))).status_code == 302
    assert pieces() == 80


def test_from_whom_is_asked_first_and_a_place_that_awaits_nothing_is_told(
    as_, felipe, beto, address, order, delegation_warehouse
):
    page = as_(felipe).get(address).content.decode()
    assert order.line.contract.supplier.name in page
    empty = as_(beto).get(reverse("supply:delivery-receive", args=[delegation_warehouse.code]))
    assert "no espera ninguna orden" in empty.content.decode()


def test_a_delivery_in_another_clave_of_the_supplier_is_not_taken_for_it(felipe, order, pharmacy, as_, address, form):
    receive_delivery(
        supplier=order.line.contract.supplier, remision="R-1", place=pharmacy, arrived_on=TODAY,
        lines=[Brought(order.pk, "LX1", TODAY.replace(year=TODAY.year + 3, day=1), 40)], by=None,
    )  # fmt: skip
    page = as_(felipe).get(address, {"proveedor": order.line.contract.supplier_id}).content.decode()
    assert "no espera ninguna orden" in page
