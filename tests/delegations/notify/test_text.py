from __future__ import annotations

import pytest

from delegations.notify.masking import masked, without_addresses
from delegations.notify.text import NotANumber, e164


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("33 1234 5678", "+523312345678"),
        ("(55) 1234-5678", "+525512345678"),
        ("+52 33 1234 5678", "+523312345678"),
        ("+52 1 33 1234 5678", "+523312345678"),
        ("+1 415 555 0100", "+14155550100"),
    ],
)
def test_numbers_as_people_write_them(written: str, dialled: str) -> None:
    assert e164(written) == dialled


@pytest.mark.parametrize(
    "written", ["", "123", "0331234567", "+52 123", "33 1234 567a", "+0123456789", "52331234567890123"]
)
def test_what_nobody_can_dial_is_refused(written: str) -> None:
    with pytest.raises(NotANumber):
        e164(written)


def test_addresses_and_numbers_are_masked() -> None:
    assert masked("ana@example.org") == "a…@example.org"
    assert masked("+523312345678") == "…5678"
    assert without_addresses("550 <ana@example.org>: unknown") == "550 <a…@example.org>: unknown"
