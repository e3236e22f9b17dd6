from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from delegations.tabular import Reading, read_rows
from supply.purchasing.grouping import group_orders
from supply.purchasing.sheet import order_sheet

HEAD = [
    "Orden de suministro", "Contrato", "Procedimiento", "CLUES destino", "Clave", "Proveedor", "Precio",
    "Piezas emitidas", "Fecha límite", "Piezas recibidas", "Fecha de recepción", "Remisión", "Lote", "Caducidad",
    "Estatus",
]  # fmt: skip
DUE, DAY, GOOD = dt.date(2026, 11, 10), dt.date(2026, 11, 9), dt.date(2028, 6, 30)
ORDER = ["OS-1", "C-26-001", "LA-50-GYR", "JCIMS000001", "010.000.1768.00", "Distribuidora Prueba", 125.5, 40, DUE]
CAME = [15, DAY, "R-77", "LX40", GOOD]
NONE = ["", "", "", "", ""]


def read(*rows: list[Any]) -> Reading:
    return read_rows([HEAD, *rows], order_sheet())


def faults(*rows: list[Any]) -> list[tuple[int, str]]:
    reading = read(*rows)
    group_orders(reading)
    return [(fault.row, fault.column) for fault in reading.faults]


def test_an_order_with_two_deliveries_is_one_order() -> None:
    reading = read([*ORDER, *CAME, "Parcial"], [*ORDER, 25, DAY, "R-78", "LX41", GOOD, "Parcial"])
    (order,) = group_orders(reading)
    assert reading.ok
    assert (order.number, order.packs, order.received, order.price) == ("OS-1", 40, 40, Decimal("125.5000"))
    assert [arrival.remission for arrival in order.arrivals] == ["R-77", "R-78"]
    assert not order.is_cancelled


def test_an_order_of_which_nothing_came_has_no_delivery() -> None:
    reading = read([*ORDER, *NONE, "Cancelada"])
    (order,) = group_orders(reading)
    assert (reading.ok, order.arrivals, order.is_cancelled) == (True, [], True)


def test_rows_of_one_order_that_disagree_are_refused_at_the_cell() -> None:
    other = [*ORDER]
    other[7] = 50
    assert faults([*ORDER, *CAME, ""], [*other, 5, DAY, "R-78", "LX41", GOOD, ""]) == [(3, "piezas emitidas")]


def test_half_a_delivery_is_refused_at_each_cell_that_lacks() -> None:
    assert faults([*ORDER, 15, "", "R-77", "", GOOD, ""]) == [(2, "fecha de recepcion"), (2, "lote")]
    assert faults([*ORDER, "", DAY, "R-77", "LX40", GOOD, ""]) == [(2, "piezas recibidas")]


def test_the_same_remission_and_lot_twice_is_refused() -> None:
    assert faults([*ORDER, *CAME, ""], [*ORDER, *CAME, ""]) == [(3, "remision")]


def test_one_remission_is_received_on_one_day() -> None:
    assert faults([*ORDER, *CAME, ""], [*ORDER, 5, DUE, "R-77", "LX41", GOOD, ""]) == [(3, "fecha de recepcion")]


def test_two_orders_may_come_with_one_remission() -> None:
    reading = read([*ORDER, *CAME, ""], ["OS-2", *ORDER[1:], *CAME, ""])
    assert [order.number for order in group_orders(reading)] == ["OS-1", "OS-2"]
    assert reading.ok


def test_cells_are_read_as_spreadsheets_write_them_and_refused_with_their_column() -> None:
    reading = read(
        ["OS-1", "C", "", "JCIMS000001", 10000176800.0, "P", "$125.50", 40.0, "10/11/2026", *NONE, "vendida"]
    )
    (order,) = group_orders(reading)
    assert (order.clave, order.price, order.packs, order.due_on) == ("010.000.1768.00", Decimal("125.5"), 40, DUE)
    assert {warning.column for warning in reading.warnings} == {"clave", "estatus"}
    bad = [*ORDER]
    bad[6], bad[7], bad[8] = -1, 0, "ayer"
    assert faults([*bad, *NONE, ""]) == [(2, "precio"), (2, "piezas emitidas"), (2, "fecha limite")]


def test_a_file_without_a_column_says_which() -> None:
    reading = read_rows([HEAD[1:], [*ORDER[1:], *NONE, ""]], order_sheet())
    assert [fault.column for fault in reading.faults] == ["orden de suministro"]
