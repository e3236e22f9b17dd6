"""A delivery is taken back while somebody decides about what came over in it: one of the two gives way."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from supply.actions import ledger
from supply.actions.purchasing import send_back_over
from supply.models import DeliveryLine, SupplyOrder
from supply.refusals.purchasing import OverIsSettled
from tests.supply.actions.purchasing.test_void_and_settle import receive

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_came_over_is_not_decided_of_a_delivery_that_is_being_taken_back(order: SupplyOrder) -> None:
    delivery = receive(order, order.packs + 5)
    line = DeliveryLine.objects.get(delivery=delivery)
    faults: list[BaseException] = []

    def reverse() -> None:
        try:
            ledger.reverse(document=delivery.document, key="reverso", by=None, note="Capturada dos veces")
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    with transaction.atomic():
        send_back_over(line=line, reason="No se pidieron", by=None)
        running = threading.Thread(target=reverse)
        running.start()
        running.join(1.0)
    running.join(20)
    delivery.refresh_from_db()
    assert [type(fault) for fault in faults] == [OverIsSettled]
    assert delivery.voided_at is None
