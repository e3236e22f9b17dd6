from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from delegations.models import Person, Place
from delegations.tabular import read_rows
from supply.actions.purchasing import ImportedOrders, import_orders
from supply.models import Balance, ContractLine, Delivery, Document, SupplyOrder
from supply.purchasing.sheet import order_sheet
from supply.purchasing.template import COLUMNS
from supply.refusals.purchasing import NotYoursToBuy

TODAY = timezone.localdate()
CAME, GOOD = TODAY - dt.timedelta(days=3), dt.date(2031, 6, 30)
ISSUED, DUE = TODAY - dt.timedelta(days=20), TODAY + dt.timedelta(days=5)
ORDER = [
    "OS-9", "C-26-001", "", "JCIMS000001", "010.000.1768.00", "DISTRIBUIDORA PRUEBA SA DE CV", 125.5, 40, DUE,
]  # fmt: skip
ARRIVED = [15, CAME, "R-77", "LX40", GOOD]
NONE: list[Any] = ["", "", "", "", ""]


def load(*rows: list[Any], by: Person | None = None, **more: Any) -> ImportedOrders:
    return import_orders(reading=read_rows([list(COLUMNS), *rows], order_sheet()), by=by, **more)


def row(order: list[Any] = ORDER, came: list[Any] = NONE, status: str = "", **change: Any) -> list[Any]:
    cells = [*order, *came, status, ISSUED]
    for name, value in change.items():
        cells[COLUMNS.index(name.replace("_", " "))] = value
    return cells


def pieces() -> int:
    return sum(Balance.objects.values_list("on_hand", flat=True))


def test_a_file_brings_orders_and_what_came_and_twice_is_once(line: ContractLine, pharmacy: Place) -> None:
    rows = [row(came=ARRIVED), row(came=[10, CAME, "R-78", "LX41", GOOD])]
    outcome = load(*rows)
    assert outcome.ok, outcome.faults
    assert (outcome.issued, outcome.deliveries, outcome.packs) == (1, 2, 25)
    order = SupplyOrder.objects.get()
    assert (order.place, order.packs, order.received_packs, order.issued_on) == (pharmacy, 40, 25, ISSUED)
    assert pieces() == 250
    assert load(*rows).already_there
    assert (pieces(), Delivery.objects.count(), Document.objects.count()) == (250, 2, 2)


def test_two_orders_of_one_remission_are_one_delivery(line: ContractLine, pharmacy: Place) -> None:
    outcome = load(row(came=ARRIVED), row(["OS-10", *ORDER[1:]], came=ARRIVED))
    assert (outcome.issued, outcome.deliveries, pieces()) == (2, 1, 300)


def test_a_later_file_brings_known_orders_up_to_date(line: ContractLine, pharmacy: Place) -> None:
    load(row())
    later = DUE + dt.timedelta(days=10)
    outcome = load(row(came=ARRIVED, status="Cancelada", fecha_limite=later))
    assert (outcome.issued, outcome.changed, outcome.deliveries, outcome.ended) == (0, 1, 1, 1)
    order = SupplyOrder.objects.get()
    assert (order.deadline_on, order.state, order.received_packs) == (later, "closed_short", 15)


def test_with_one_fault_nothing_is_stored_and_all_are_told(line: ContractLine, pharmacy: Place) -> None:
    outcome = load(
        row(came=ARRIVED),
        row(["OS-10", *ORDER[1:]], contrato="C-NO"),
        row(["OS-11", *ORDER[1:]], clave="010.000.9999.00"),
        row(["OS-12", *ORDER[1:]], CLUES_destino="JCIMS009999"),
        row(["OS-13", *ORDER[1:]], proveedor="Otra empresa"),
        row(["OS-14", *ORDER[1:]], came=[5, TODAY + dt.timedelta(days=1), "R-9", "L", GOOD]),
    )
    assert [(fault.row, fault.column) for fault in outcome.faults] == [
        (3, "contrato"), (4, "clave"), (5, "CLUES destino"), (6, "proveedor"), (7, "fecha de recepcion"),
    ]  # fmt: skip
    assert all(fault.remedy for fault in outcome.faults)
    assert not SupplyOrder.objects.exists()
    assert pieces() == 0


def test_a_refusal_of_the_ledger_is_told_at_its_row(line: ContractLine, pharmacy: Place) -> None:
    gone = CAME - dt.timedelta(days=1)
    outcome = load(row(came=[5, CAME, "R-1", "VIEJO", gone]))
    assert [(fault.row, fault.column) for fault in outcome.faults] == [(2, "lote")]
    assert not SupplyOrder.objects.exists()


def test_a_rehearsal_takes_everything_back(line: ContractLine, pharmacy: Place) -> None:
    outcome = load(row(came=ARRIVED), dry_run=True)
    assert (outcome.ok, outcome.issued, outcome.deliveries) == (True, 1, 1)
    assert not SupplyOrder.objects.exists()


def test_a_known_order_keeps_its_contract_and_destination(line: ContractLine, pharmacy: Place, order: Any) -> None:
    outcome = load(row(["OS-1", *ORDER[1:]], CLUES_destino="JCIMS000001"))
    assert outcome.ok
    SupplyOrder.objects.filter(pk=order.pk)
    other = load(row(["OS-1", *ORDER[1:]], came=[50, CAME, "R-5", "LX", GOOD]))
    assert (other.packs, other.over) == (40, 10)


def test_only_central_office_loads(line: ContractLine, pharmacy: Place, beto: Person, olga: Person) -> None:
    with pytest.raises(NotYoursToBuy):
        load(row(), by=beto)
    outcome = load(row(came=ARRIVED), by=olga)
    assert outcome.ok, outcome.faults
    assert (outcome.issued, outcome.deliveries, pieces()) == (1, 1, 150)
    assert Document.objects.get().posted_by == olga
