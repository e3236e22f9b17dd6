from __future__ import annotations

from datetime import date

import pytest

from supply.gs1 import BadScan, check_digit, read_scan

TODAY = date(2026, 11, 16)
GTIN = "07501234567893"


def test_the_check_digit_of_a_known_code() -> None:
    # 7501234567893: 3×(9+7+5+3+1+5+...) from the right, worked out by hand: 3·(9+7+5+3+1+5)+(8+6+4+2+0+7) = 117 → 3
    assert check_digit("750123456789") == 3
    assert check_digit("629104150021") == 3  # the example of GS1's own manual


def test_elements_in_any_order_end_at_their_separator() -> None:
    found = read_scan(f"]d201{GTIN}10B 96896\x1d1727113021SN00017", today=TODAY)
    assert (found.gtin, found.lot, found.expires_on, found.serial) == (GTIN, "B 96896", date(2027, 11, 30), "SN00017")
    assert found.certain


@pytest.mark.parametrize("sign", ["\x1d", "<GS>", "{GS}", "|", "~"])
def test_other_signs_for_the_separator_are_understood(sign: str) -> None:
    found = read_scan(f"01{GTIN}10AB12{sign}17271130", today=TODAY)
    assert (found.lot, found.expires_on, found.certain) == ("AB12", date(2027, 11, 30), True)


def test_what_the_pack_prints_in_parentheses_is_read_too() -> None:
    found = read_scan(f"(01){GTIN}(17)270200(10)9B 9689/1", today=TODAY)
    assert (found.lot, found.expires_on) == ("9B 9689/1", date(2027, 2, 28))  # day 00: the month's last


def test_a_lot_at_the_end_needs_no_separator() -> None:
    found = read_scan(f"01{GTIN}1727113010LX40", today=TODAY)
    assert (found.lot, found.certain) == ("LX40", True)


def test_without_separator_it_is_said_that_the_lot_may_be_longer_than_it_is() -> None:
    assert not read_scan(f"01{GTIN}10LX4017271130", today=TODAY).certain


def test_a_swallowed_separator_that_makes_a_lot_too_long_is_refused_with_its_remedy() -> None:
    with pytest.raises(BadScan) as refused:
        read_scan(f"01{GTIN}10LX40123456{'7' * 20}", today=TODAY)
    assert "ASCII 29" in str(refused.value.remedy)


def test_a_shopping_code_alone_names_the_pack_only() -> None:
    assert read_scan("7501234567893", today=TODAY).gtin == GTIN


def test_the_century_is_the_nearest() -> None:
    assert read_scan(f"01{GTIN}17761130", today=TODAY).expires_on == date(2076, 11, 30)
    assert read_scan(f"01{GTIN}17771130", today=TODAY).expires_on == date(1977, 11, 30)


@pytest.mark.parametrize(
    "text", ["", "hola", "01075012345678", f"01{GTIN[:-1]}0", f"01{GTIN}17271330", "(xx)123", "21SOLO", "\x1d"]
)
def test_what_is_no_pack_is_refused(text: str) -> None:
    with pytest.raises(BadScan):
        read_scan(text, today=TODAY)
