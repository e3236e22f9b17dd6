"""One lot, written in many ways."""

from __future__ import annotations

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from supply.lot_numbers import looks_like, lot_key, lot_keys, same_lot


@pytest.mark.parametrize(
    "written",
    [
        "HIMH23020",
        "himh23020",
        "HIMH 23020",
        " HIMH-230-20 ",
        "HIMH/23020",
        "HIMH_23.020",
        "HIMH–23020",
        "HIMH\u00a023020",
    ],
)
def test_blanks_dashes_slashes_and_small_letters_are_one_number(written: str) -> None:
    assert lot_key(written) == "HIMH23020"
    assert same_lot(written, "HIMH23020")


@pytest.mark.parametrize(
    "printed", ["B 96896 / B9689B098", "b96896/b9689b098", "B-96896 o B9689B098", "B96896, B9689B098"]
)
def test_a_lot_printed_in_two_forms_is_met_by_either_and_by_both(printed: str) -> None:
    assert lot_keys(printed) >= {"B96896", "B9689B098"}
    assert same_lot(printed, "B96896")
    assert same_lot(printed, "B 9689B-098")
    assert same_lot(printed, "B 96896 / B9689B098")
    assert not same_lot(printed, "B9689")
    assert not same_lot(printed, "B96897")


def test_two_forms_run_together_meet_the_two_forms_with_a_slash() -> None:
    assert same_lot("B96896B9689B098", "B 96896 / B9689B098")


def test_a_short_piece_behind_a_slash_is_no_lot_of_its_own() -> None:
    assert lot_keys("AB12/24") == {"AB1224"}
    assert not same_lot("AB12/24", "24")
    assert not same_lot("12345/2025", "2025")


def test_a_word_behind_a_slash_is_no_lot_of_its_own() -> None:
    assert lot_keys("H0209B01 / ROCHE") == {"H0209B01ROCHE", "H0209B01"}


def test_numbers_that_run_on_are_other_lots() -> None:
    assert not same_lot("B8607H01", "B8607H03")
    assert not same_lot("N7396", "N7396B05 B3135")


def test_nothing_but_signs_answers_to_nothing() -> None:
    assert lot_keys(" -/- ") == frozenset()
    assert not same_lot("-", "/")


@pytest.mark.parametrize(
    ("number", "key"),
    [("N7396", "N7396B05B3135"), ("B86O7H01", "B8607H01"), ("B8607H03", "B8607H01"), ("DDP1255A", "DDP1255")],
)
def test_what_resembles_a_recalled_number_is_shown_to_a_person(number: str, key: str) -> None:
    assert looks_like(number, {key})


def test_what_is_the_number_itself_does_not_merely_resemble_it() -> None:
    assert not looks_like("B-8607 H01", {"B8607H01"})


def test_what_has_little_in_common_is_not_shown() -> None:
    assert not looks_like("MTX-4471", {"HIMH23020"})
    assert not looks_like("A1", {"A2"})


@given(st.text(max_size=40), st.sampled_from([" ", "-", "/", ".", " - "]))
def test_a_key_is_what_any_decoration_leaves(number: str, between: str) -> None:
    decorated = between.join(number.lower() if number.isascii() else number)
    assert lot_key(decorated) == lot_key(number)
    assert lot_key(lot_key(number)) == lot_key(number)
    assert lot_key(number).isascii()


@pytest.mark.django_db
def test_the_database_says_the_same() -> None:
    written = [
        "HIMH23020", "himh-230 20", "B 96896 / B9689B098", "b96896/b9689b098", "B-96896 o B9689B098", "AB12/24",
        "H0209B01 / ROCHE", "S/N LOTE", " -/- ", "", "12345\\67890", "A1|B2345;C3456,D4567", "lote ñandú 12345",
        "ıſß12345",
        "B9689B098 O B96896 y H0209B01", "Ｂ９６８９６", "HIMH\n23020", "HIMH\u00a023020 o\u00a0B96896",
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SELECT n, supply_lot_keys(n) FROM unnest(%s::text[]) AS n", [written])
        told = dict(cursor.fetchall())
    assert {number: frozenset(keys) for number, keys in told.items()} == {n: lot_keys(n) for n in written}
