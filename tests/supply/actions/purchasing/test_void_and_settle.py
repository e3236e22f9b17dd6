from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from delegations.models import Person
from supply.actions import ledger
from supply.actions.purchasing import change_order, receive_delivery, send_back_over, take_over, void_delivery
from supply.models import Balance, Delivery, DeliveryLine, SupplyOrder
from supply.purchasing.reception import Brought
from supply.refusals.purchasing import (
    AlreadyVoided,
    NotYoursToBuy,
    OrderIsOver,
    OverIsSettled,
    OverTheMaximum,
    SettledMeanwhile,
)

GOOD = date(2031, 6, 30)


def receive(order: SupplyOrder, packs: int, by: Person | None = None) -> Delivery:
    found = receive_delivery(
        supplier=order.line.contract.supplier,
        remision="R-77",
        place=order.place,
        arrived_on=timezone.localdate(),
        lines=[Brought(order.pk, "LX40", GOOD, packs)],
        by=by,
    )
    assert not found.replayed
    return found.delivery


def pieces() -> int:
    return sum(Balance.objects.values_list("on_hand", flat=True))


def test_a_voided_delivery_leaves_ledger_and_order_and_may_be_said_again(order: SupplyOrder, felipe: Person) -> None:
    wrong = receive(order, 40)
    void_delivery(delivery=wrong, reason="Eran 4", by=felipe)
    order.refresh_from_db()
    wrong.refresh_from_db()
    assert (order.received_packs, order.state, order.completed_on, pieces()) == (0, "open", None, 0)
    assert (wrong.voided_by, "Eran 4" in wrong.void_reason) == (felipe, True)
    receive(order, 4)
    order.refresh_from_db()
    assert (order.received_packs, pieces()) == (4, 40)
    with pytest.raises(AlreadyVoided):
        void_delivery(delivery=wrong, reason="Otra vez", by=felipe)


def test_taking_the_document_back_voids_its_delivery(order: SupplyOrder, felipe: Person) -> None:
    delivery = receive(order, 40)
    assert delivery.document is not None
    ledger.reverse(document=delivery.document, key="reverso", by=felipe, note="Capturado dos veces")
    delivery.refresh_from_db()
    order.refresh_from_db()
    assert (delivery.void_reason, order.received_packs) == ("Capturado dos veces", 0)


def test_what_came_over_is_taken_under_another_order_of_the_clave(
    order: SupplyOrder, other_order: SupplyOrder, felipe: Person, beto: Person
) -> None:
    receive(order, 45)
    held = DeliveryLine.objects.held().get()
    with pytest.raises(NotYoursToBuy):
        take_over(line=held, order=other_order, reason="Se necesita", by=felipe)
    take_over(line=held, order=other_order, reason="Se necesita", by=beto)
    other_order.refresh_from_db()
    assert (other_order.received_packs, pieces()) == (5, 450)
    assert not DeliveryLine.objects.held().exists()
    with pytest.raises(SettledMeanwhile):
        send_back_over(line=held, reason="Tarde", by=beto)


def test_what_came_over_is_taken_under_the_same_order_once_it_is_enlarged(order: SupplyOrder, beto: Person) -> None:
    receive(order, 45)
    held = DeliveryLine.objects.held().get()
    with pytest.raises(OrderIsOver):
        take_over(line=held, order=order, reason="Se necesita", by=beto)
    change_order(order=order, packs=45, deadline_on=order.deadline_on, reason="Convenio 3", by=None)
    take_over(line=held, order=order, reason="Convenio 3", by=beto)
    order.refresh_from_db()
    assert (order.received_packs, order.state, pieces()) == (45, "received", 450)


def test_more_than_the_order_lacks_is_refused(order: SupplyOrder, other_order: SupplyOrder, beto: Person) -> None:
    receive(order, 45)
    change_order(order=other_order, packs=3, deadline_on=other_order.deadline_on, reason="Convenio", by=None)
    with pytest.raises(OverTheMaximum):
        take_over(line=DeliveryLine.objects.held().get(), order=other_order, reason="Se necesita", by=beto)


def test_what_came_over_is_sent_back_and_stays_out_of_the_ledger(order: SupplyOrder, beto: Person) -> None:
    delivery = receive(order, 45)
    settled = send_back_over(line=DeliveryLine.objects.held().get(), reason="No se pidió", by=beto)
    assert (settled.rejected, settled.delivery.document, pieces()) == (5, None, 400)
    assert not DeliveryLine.objects.held().exists()
    with pytest.raises(OverIsSettled):
        void_delivery(delivery=delivery, reason="Estaba mal", by=None)
    with pytest.raises(OverIsSettled):
        ledger.reverse(document=delivery.document, key="reverso", by=None)
    void_delivery(delivery=settled.delivery, reason="No se lo llevaron", by=None)
    assert DeliveryLine.objects.held().get().over_packs == 5
    void_delivery(delivery=delivery, reason="Estaba mal", by=None)
    assert pieces() == 0
