from __future__ import annotations

from datetime import date

import pytest

from supply.gs1 import NotAScan, is_gtin, looks_scanned, read_scan

GTIN = "07501234567893"


def test_the_check_digit_of_a_known_code() -> None:
    assert is_gtin("06291041500213")  # the example of GS1's own manual
    assert is_gtin(GTIN)
    assert not is_gtin("07501234567890")


def test_elements_in_any_order_end_at_their_separator() -> None:
    found = read_scan(f"]d201{GTIN}10B 96896\x1d1727113021SN00017")
    assert (found.gtin, found.number, found.expires_on) == (GTIN, "B 96896", date(2027, 11, 30))
    assert (found.serial, found.is_sure) == ("SN00017", True)


@pytest.mark.parametrize("sign", ["\x1d", "<GS>", "{GS}", "^]"])
def test_other_signs_for_the_separator_are_understood(sign: str) -> None:
    found = read_scan(f"01{GTIN}10AB12{sign}17271130")
    assert (found.number, found.expires_on, found.is_sure) == ("AB12", date(2027, 11, 30), True)


def test_what_the_carton_prints_in_parentheses_is_read_too() -> None:
    found = read_scan(f"(01){GTIN}(17)270200(10)9B 9689/1")
    assert (found.number, found.expires_on) == ("9B 9689/1", date(2027, 2, 28))  # day 00: the month's last


def test_a_lot_at_the_end_needs_no_separator() -> None:
    found = read_scan(f"01{GTIN}1727113010LX40")
    assert (found.number, found.is_sure) == ("LX40", True)


def test_without_separator_it_is_said_that_the_lot_may_hold_another_element() -> None:
    assert not read_scan(f"01{GTIN}10LX4017271130").is_sure


def test_a_number_typed_by_a_person_is_no_scan() -> None:
    assert not looks_scanned("B 96896")
    assert looks_scanned(f"01{GTIN}10LX40")


@pytest.mark.parametrize(
    "text", ["", "hola", "01075012345678", f"01{GTIN[:-1]}0", f"01{GTIN}17271330", "(xx)123", "21SOLO", "\x1d"]
)
def test_what_is_no_carton_is_refused(text: str) -> None:
    with pytest.raises(NotAScan):
        read_scan(text)
