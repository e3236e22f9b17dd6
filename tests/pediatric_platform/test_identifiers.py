"""CURP, NSS and agregado: made-up ones that are right in structure, and each of them spoiled in one way."""

from __future__ import annotations

from datetime import date

import pytest

from pediatric_platform import identifiers
from pediatric_platform.identifiers import Fault
from tests.pediatric_platform.identifiers_made_up import curp, nss

BORN = date(2019, 5, 17)
GOOD = curp(BORN)  # XAXX190517MJCXXXA?


def test_the_check_digit_of_a_curp_worked_out_by_hand() -> None:
    # XAXX190517MJCXXXA over 0-9 A-N Ñ O-Z: X=34 A=10 X=34 X=34 1 9 0 5 1 7 M=22 J=19 C=12 X=34 X=34 X=34 A=10
    # 34·18+10·17+34·16+34·15+1·14+9·13+0·12+5·11+1·10+7·9+22·8+19·7+12·6+34·5+34·4+34·3+10·2
    # = 612+170+544+510+14+117+0+55+10+63+176+133+72+170+136+102+20 = 2904; 10 − 4 = 6
    assert GOOD == "XAXX190517MJCXXXA6"
    assert identifiers.curp_fault(GOOD) is None


def test_the_check_digit_of_an_nss_worked_out_by_hand() -> None:
    # 9 9 9 8 1 7 0 0 0 1, every second one doubled: 9+18→9+9+16→7+1+14→5+0+0+0+2 = 42; 10 − 2 = 8
    assert nss("9998170001") == "99981700018"
    assert identifiers.nss_fault("99981700018") is None


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("xaxx 190517 mjcxxxa6", GOOD),
        ("XAXX-190517-MJCXXXA-6", GOOD),
        (" 99-98-17-0001-8 ", "99981700018"),
        ("3m2015or", "3M2015OR"),
        ("", ""),
    ],
)
def test_what_is_typed_with_spaces_hyphens_and_small_letters_is_one_identifier(written: str, kept: str) -> None:
    assert identifiers.normalised(written) == kept


@pytest.mark.parametrize(
    ("spoiled", "fault"),
    [
        (GOOD[:-1], Fault.CURP_SHAPE),  # a sign short
        (GOOD + "0", Fault.CURP_SHAPE),
        (GOOD.replace("MJC", "MJJ"), Fault.CURP_SHAPE),  # no such state
        (GOOD.replace("MJC", "ZJC"), Fault.CURP_SHAPE),  # no such sex
        ("XBXX190517MJCXXXA6", Fault.CURP_SHAPE),  # no vowel second
        ("XAXX190517MJCXAXA6", Fault.CURP_SHAPE),  # a vowel among the consonants
        (GOOD[:-1] + "7", Fault.CURP_CHECK),
        ("XAXX190518MJCXXXA6", Fault.CURP_CHECK),  # a day changed
        (curp(BORN, head="PUTA"), Fault.CURP_SHAPE),  # never given out: the registry turns such starts into PXTA
        ("99981700018", Fault.CURP_SHAPE),
        ("", Fault.CURP_SHAPE),
    ],
)
def test_a_curp_spoiled_in_one_way_says_which(spoiled: str, fault: Fault) -> None:
    assert identifiers.curp_fault(spoiled) == fault


def test_a_curp_of_a_day_that_never_was_is_refused() -> None:
    body = "XAXX190230MJCXXXA"
    signs = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
    total = sum(signs.index(sign) * (18 - place) for place, sign in enumerate(body))
    assert identifiers.curp_fault(f"{body}{(10 - total % 10) % 10}") == Fault.CURP_DATE


def test_the_homonym_sign_tells_the_century() -> None:
    assert identifiers.read_curp(curp(date(2004, 2, 29))).birth_date == date(2004, 2, 29)
    assert identifiers.read_curp(curp(date(1999, 12, 31))).birth_date == date(1999, 12, 31)


@pytest.mark.parametrize(
    ("birth", "sex", "faults"),
    [
        (BORN, "M", []),
        (date(2019, 5, 18), "M", [Fault.CURP_BIRTH]),
        (date(1919, 5, 17), "M", [Fault.CURP_BIRTH]),
        (BORN, "H", [Fault.CURP_SEX]),
        (date(2018, 5, 17), "H", [Fault.CURP_BIRTH, Fault.CURP_SEX]),
    ],
)
def test_a_curp_is_compared_with_birth_date_and_sex(birth: date, sex: str, faults: list[Fault]) -> None:
    assert identifiers.curp_contradictions(GOOD, birth_date=birth, sex=sex) == faults


@pytest.mark.parametrize(
    ("spoiled", "fault"),
    [
        ("9998170001", Fault.NSS_SHAPE),
        ("999817000188", Fault.NSS_SHAPE),
        ("9998170001O", Fault.NSS_SHAPE),
        ("99981700019", Fault.NSS_CHECK),
        ("99981700108", Fault.NSS_CHECK),
    ],
)
def test_an_nss_spoiled_in_one_way_says_which(spoiled: str, fault: Fault) -> None:
    assert identifiers.nss_fault(spoiled) == fault


@pytest.mark.parametrize(
    ("agregado", "doubts"),
    [
        ("3F2019OR", []),
        ("3M2019OR", [Fault.AGREGADO_SEX]),
        ("3F2018OR", [Fault.AGREGADO_BIRTH]),
        ("3M2018PE", [Fault.AGREGADO_BIRTH, Fault.AGREGADO_SEX]),
        ("F2019OR", [Fault.AGREGADO_SHAPE]),
        ("3F2019XX", [Fault.AGREGADO_SHAPE]),
    ],
)
def test_an_agregado_is_only_doubted(agregado: str, doubts: list[Fault]) -> None:
    assert identifiers.agregado_doubts(agregado, birth_date=BORN, sex="M") == doubts


def test_a_masked_identifier_shows_its_end_alone() -> None:
    assert identifiers.masked(GOOD) == "•" * 16 + "A6"
    assert identifiers.masked("") == ""
