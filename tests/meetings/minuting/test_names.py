"""Whether a text names a child or a relative: in any order, with any accents; and what is left alone."""

from __future__ import annotations

import pytest

from meetings.minuting.names import (
    folded_names,
    holds_identifier,
    names_one,
    relative_spellings,
    runs,
    spellings,
    without,
    words_of,
)

NINA = spellings("María del Carmen", "De la Cruz", "Ibáñez")


def told(text: str, ways: set[str] = NINA) -> bool:
    return names_one(f" {' '.join(words_of(text))} ", ways)


@pytest.mark.parametrize(
    "text",
    [
        "Falta la dosis de María de la Cruz.",
        "falta la dosis de CARMEN DE LA CRUZ",
        "De la Cruz, María: sin vincristina",
        "De la Cruz Ibañez, Carmen",
        "maria del carmen de la cruz ibañez",
    ],
)
def test_a_given_name_beside_the_first_surname_names_a_child(text: str) -> None:
    assert told(text)


@pytest.mark.parametrize(
    "text", ["María irá a la bodega.", "El Hospital de la Cruz", "Cruz Roja", "María Ibáñez", "mariadelacruz", ""]
)
def test_a_name_alone_is_a_word_like_any_other(text: str) -> None:
    assert not told(text)


def test_without_a_surname_nothing_is_looked_for() -> None:
    assert spellings("Ana", "") == set()
    assert spellings("", "Cruz") == set()
    assert spellings("de la", "Cruz") == set()


def test_a_grown_up_s_whole_name_is_taken_out_and_what_is_left_is_still_looked_at() -> None:
    ways = spellings("Rosa", "Pérez", "Luna")
    adults = folded_names(["Rosa Pérez Gómez", "Rosa"])
    assert adults == ["rosa perez gomez"]
    assert not names_one(without("Lo dijo Rosa Pérez Gómez.", adults), ways)
    assert names_one(without("Lo dijo Rosa Pérez Gómez de Rosa Pérez.", adults), ways)


def test_a_relative_is_known_by_two_neighbouring_words() -> None:
    ways = relative_spellings("Juana de la O Martínez")
    assert told("habló Juana de la O", ways)
    assert told("la señora O Martínez", ways)
    assert not told("habló Juana", ways)
    assert not told("de la", ways)
    assert relative_spellings("Juana") == set()


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("PEGJ150312HJCRRN09", True),
        ("curp: pegj150312mjcrrna1.", True),
        ("afiliación 12345678901", True),
        ("12-34-56-7890-1", True),
        ("folio C-23456789 y clave 010.000.1768.00", False),
        ("123456789012", False),
        ("tel. 55 1234 5678", False),
    ],
)
def test_identifiers(text: str, holds: bool) -> None:
    assert holds_identifier(text) is holds


def test_runs_are_of_neighbours_up_to_the_longest() -> None:
    assert list(runs(["a", "b", "c"], 2)) == ["a", "a b", "b", "b c", "c"]
