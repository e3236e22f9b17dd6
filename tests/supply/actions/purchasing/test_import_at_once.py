"""The deliveries of a file enter together, each as it would alone."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from delegations.models import AuditEvent, Place
from supply.actions import ledger
from supply.actions.ledger import LotLine
from supply.actions.lots import ensure_lots
from supply.actions.purchasing import receive_delivery, receive_many, void_delivery
from supply.models import ContractLine, Delivery, DeliveryLine, Document, Movement, PlaceClosure, Step, SupplyOrder
from supply.purchasing.reception import Brought
from tests.supply.actions.purchasing.test_import_orders import ARRIVED, CAME, GOOD, ORDER, load, pieces, row


def orders_with_deliveries(first: int, count: int) -> list[list[Any]]:
    """An order and its delivery a row."""
    return [
        row([f"OS-{n}", *ORDER[1:7], 2, ORDER[8]], came=[2, CAME, f"R-{n}", f"L{n}", GOOD])
        for n in range(first, first + count)
    ]


@pytest.mark.parametrize("dry_run", [True, False])
def test_ten_times_the_rows_take_the_same_statements(line: ContractLine, pharmacy: Place, dry_run: bool) -> None:
    ContractLine.objects.filter(pk=line.pk).update(max_packs=10_000)
    load(*orders_with_deliveries(1, 1))
    with CaptureQueriesContext(connection) as few:
        load(*orders_with_deliveries(100, 5), dry_run=dry_run)
    with CaptureQueriesContext(connection) as many:
        load(*orders_with_deliveries(200, 50), dry_run=dry_run)
    assert len(many) == len(few) < 50


def test_each_delivery_has_its_document_lines_step_and_trace(line: ContractLine, pharmacy: Place) -> None:
    outcome = load(*orders_with_deliveries(1, 3))
    assert outcome.ok, outcome.faults
    for delivery in Delivery.objects.all():
        told = DeliveryLine.objects.get(delivery=delivery)
        moved = Movement.objects.get(document=delivery.document)
        assert (moved.lot, moved.quantity, moved.place, moved.occurred_on) == (told.lot, 20, pharmacy, CAME)
        assert (delivery.document.reference, delivery.document.idempotency_key[:8]) == (delivery.remision, "entrega:")
        trace = AuditEvent.objects.get(type="delivery.received", target_id=str(delivery.pk))
        assert trace.after == {
            "orders": [told.order.number], "accepted": 2, "rejected": 0, "over": 0, "document": delivery.document_id,
        }  # fmt: skip
        assert (trace.unit_id, trace.delegation_id) == (pharmacy.unit_id, pharmacy.delegation_id)
    assert set(SupplyOrder.objects.values_list("state", flat=True)) == {"received"}
    assert Step.objects.filter(what="issued").count() == 3


def test_what_a_former_row_filled_is_over_in_the_next(line: ContractLine, pharmacy: Place) -> None:
    late = CAME + dt.timedelta(days=1)
    outcome = load(row(came=[15, late, "R-2", "LB", GOOD]), row(came=[30, CAME, "R-1", "LA", GOOD]))
    assert (outcome.packs, outcome.over, pieces()) == (40, 5, 400)
    assert DeliveryLine.objects.get(lot_number="LB").over_packs == 5


def test_the_document_is_the_one_that_a_delivery_alone_makes(
    order: SupplyOrder, other_order: SupplyOrder, pharmacy: Place
) -> None:
    """Same prints; a key of its own where the remisión was voided before."""
    told = {"supplier": order.line.contract.supplier, "place": pharmacy, "arrived_on": CAME, "by": None}
    lines = [Brought(order.pk, "LX", GOOD, 5), Brought(other_order.pk, "LX", GOOD, 3)]
    alone = receive_delivery(remision="R-5", lines=lines, as_recorded=True, **told).delivery
    kept = (alone.document.idempotency_key, alone.document.fingerprint, alone.fingerprint)
    void_delivery(delivery=alone, reason="Otra vez", by=None)
    again = load(
        row(["OS-1", *ORDER[1:7], 40, order.deadline_on], came=[5, CAME, "R-5", "LX", GOOD]),
        row(["OS-2", *ORDER[1:7], 20, other_order.deadline_on], came=[3, CAME, "R-5", "LX", GOOD]),
    )
    assert again.ok, again.faults
    second = Delivery.objects.standing().get()
    assert (second.document.fingerprint, second.fingerprint) == kept[1:]
    assert second.document.idempotency_key != kept[0]
    assert pieces() == 80


def test_a_receipt_that_the_ledger_had_is_taken_by_one_delivery(line: ContractLine, pharmacy: Place) -> None:
    had = ledger.receive(
        place=pharmacy, lines=[LotLine(line.presentation.drug_id, "LX40", GOOD, 150)], key="a-mano", by=None,
        occurred_on=CAME, reference="r-77",
    )  # fmt: skip
    outcome = load(row(came=ARRIVED), row(["OS-10", *ORDER[1:]], came=[1, CAME, "R-78", "LX40", GOOD]))
    assert (outcome.linked, outcome.deliveries, pieces()) == (1, 2, 160)
    assert Delivery.objects.get(remision="R-77").document == had.document


def test_a_receipt_of_other_pieces_is_a_fault_at_its_row(line: ContractLine, pharmacy: Place) -> None:
    ledger.receive(
        place=pharmacy, lines=[LotLine(line.presentation.drug_id, "LX40", GOOD, 7)], key="a-mano", by=None,
        occurred_on=CAME, reference="R-77",
    )  # fmt: skip
    outcome = load(row(came=[1, CAME, "R-76", "LX1", GOOD]), row(["OS-10", *ORDER[1:]], came=ARRIVED))
    assert [fault.row for fault in outcome.faults] == [3]
    assert (pieces(), Delivery.objects.count()) == (7, 0)


def test_what_came_in_a_closed_week_is_posted_today_with_its_true_day(line: ContractLine, pharmacy: Place) -> None:
    PlaceClosure.objects.create(place=pharmacy, closed_through=CAME)
    assert load(row(came=ARRIVED)).ok
    moved = Movement.objects.get()
    assert (moved.true_date, moved.occurred_on) == (CAME, pharmacy.today())
    assert Document.objects.get().occurred_on == moved.occurred_on


def test_what_the_ledger_refuses_of_a_file_is_told_at_its_row_alone(
    line: ContractLine, pharmacy: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A week that is closed between the look and the posting: only the delivery of that week is at fault."""

    def closed_meanwhile(keys: Any) -> Any:
        PlaceClosure.objects.create(place=pharmacy, closed_through=CAME)
        return ensure_lots(keys)

    monkeypatch.setattr(receive_many, "ensure_lots", closed_meanwhile)
    later = CAME + dt.timedelta(days=1)
    outcome = load(row(came=ARRIVED), row(came=[1, later, "R-78", "LX41", GOOD]))
    assert [(fault.row, fault.column) for fault in outcome.faults] == [(2, "fecha de recepcion")]
    assert outcome.deliveries == 1
    assert not SupplyOrder.objects.exists()
