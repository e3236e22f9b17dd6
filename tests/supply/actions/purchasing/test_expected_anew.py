from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from delegations.models import Person
from supply import tasks
from supply.actions.purchasing import change_order, end_order, note_promise, receive_delivery, void_delivery
from supply.models import SupplyOrder
from supply.purchasing.reception import Brought


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[Any]]]:
    """What would be sent to the queue once the change is stored."""
    calls: list[tuple[str, list[Any]]] = []
    monkeypatch.setattr("django.db.transaction.on_commit", lambda function, **_: function())
    monkeypatch.setattr("supply.queue.current_app.send_task", lambda name, args, **_: calls.append((name, list(args))))
    return calls


def expected_anew(calls: list[tuple[str, list[Any]]], order: SupplyOrder) -> int:
    found = [args for name, args in calls if name == "supply.tasks.expect_orders_anew" and order.pk in args[0]]
    calls.clear()
    return len(found)


def test_whatever_happens_to_an_order_it_is_expected_anew(
    order: SupplyOrder, felipe: Person, sent: list[tuple[str, list[Any]]]
) -> None:
    later = order.deadline_on + timedelta(days=9)
    note_promise(order=order, promised_on=later, by=None)
    assert expected_anew(sent, order)
    change_order(order=order, packs=38, deadline_on=later, reason="Convenio", by=None)
    assert expected_anew(sent, order)
    done = receive_delivery(
        supplier=order.line.contract.supplier, remision="R-1", place=order.place, arrived_on=order.place.today(),
        lines=[Brought(order.pk, "LX40", order.place.today() + timedelta(days=700), 5)], by=felipe,
    )  # fmt: skip
    assert expected_anew(sent, order)
    void_delivery(delivery=done.delivery, reason="No era", by=felipe)
    assert expected_anew(sent, order)
    end_order(order=order, reason="Ya no", by=None)
    assert expected_anew(sent, order)


def test_the_task_writes_when_the_order_is_expected(order: SupplyOrder) -> None:
    assert order.expected_on is None
    assert tasks.expect_orders_anew([order.pk]) == 1
    order.refresh_from_db()
    assert order.expectation
    assert tasks.expect_orders_anew([order.pk]) == 0
