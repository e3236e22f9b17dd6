from __future__ import annotations

from datetime import date

from supply.gs1 import Scan
from supply.purchasing.scanning import OpenOrder, Row, add_scan

LX = Scan("07501234567893", "LX40", date(2028, 6, 30))
ORDERS = [OpenOrder(1, 10, 2), OpenOrder(2, 10, 3), OpenOrder(3, 11, 5)]


def scan(times: int, rows: list[Row] | None = None, clave: int | None = 10) -> list[tuple[str, int]]:
    found = rows or []
    for _time in range(times):
        found = add_scan(found, LX, clave, ORDERS).rows
    return [(row["order"], row["delivered"]) for row in found]


def test_each_carton_of_a_lot_is_one_more_pack() -> None:
    assert scan(1) == [("1", 1)]
    assert scan(2) == [("1", 2)]


def test_a_full_order_gives_way_to_the_next_of_its_clave_and_the_last_takes_what_is_over() -> None:
    assert scan(3) == [("1", 2), ("2", 1)]
    assert scan(7) == [("1", 2), ("2", 5)]


def test_an_unknown_clave_is_left_to_choose_unless_there_is_one_order() -> None:
    found = add_scan([], LX, None, ORDERS)
    assert (found.rows[0]["order"], found.order_id) == ("", None)
    assert add_scan([], LX, None, ORDERS[2:]).order_id == 3
    assert add_scan([], LX, 99, ORDERS).order_id is None


def test_a_lot_whose_order_somebody_chose_counts_on_there() -> None:
    typed: Row = {"order": "3", "number": "lx40", "expires_on": "30/06/2028", "delivered": "4", "rejected": ""}
    assert scan(1, [typed], clave=None) == [("3", 5)]


def test_another_expiry_is_another_row_and_blank_rows_are_used() -> None:
    typed: Row = {"order": "1", "number": "LX40", "expires_on": "31/05/2028", "delivered": "1", "rejected": ""}
    blank: Row = dict.fromkeys(typed, "")
    found = add_scan([typed, blank], LX, 10, ORDERS)
    assert found.index == 1
    assert [row["expires_on"] for row in found.rows] == ["31/05/2028", "30/06/2028"]


def test_rejected_packs_leave_room_in_their_order() -> None:
    typed: Row = {"order": "1", "number": "OTRO", "expires_on": "x", "delivered": "2", "rejected": "1"}
    assert add_scan([typed], LX, 10, ORDERS).order_id == 1
