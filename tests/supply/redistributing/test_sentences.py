"""The sentence of a proposal claims no more than the proposal does."""

from __future__ import annotations

from typing import Any

from django.utils import translation

from supply.redistributing.sentences import sentence

FACTS: dict[str, Any] = {
    "from": "HGZ 1", "to": "HGZ 2", "pieces": 101, "of_trip": 101, "doses": 0, "lacked_doses": 0, "lacked_pieces": 120,
    "first_dose": None, "last_dose": None, "filled": 101, "saved": 0, "arrives": "2026-11-25", "days": 3, "life": 302,
    "left": 52, "kept": 52, "is_share": False,
}  # fmt: skip


def said(**others: Any) -> str:
    with translation.override("es-mx"):
        return sentence(FACTS | others)


def test_a_trip_from_one_place_is_told_as_it_is() -> None:
    assert said().startswith("101 piezas son para lo que le falta a HGZ 2 hasta su mínimo.")


def test_a_row_that_is_part_of_a_trip_says_so() -> None:
    assert said(pieces=15).startswith("Parte de un envío de 101 piezas. 101 piezas son para lo que le falta a HGZ 2")


def test_one_piece_does_not_claim_to_fill_the_minimum() -> None:
    assert said(pieces=1, of_trip=1, filled=1).startswith("1 pieza es para lo que le falta a HGZ 2 hasta su mínimo.")
