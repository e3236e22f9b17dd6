from __future__ import annotations

import pytest

from supply.filters.boards import BoardQuestion, question_of
from supply.models.weekly_line import LineKind
from supply.weeks import IsoWeek


def test_empty_address_asks_for_the_newest_week_of_everything():
    assert question_of({}) == BoardQuestion()


def test_everything_that_can_be_asked():
    asked = question_of(
        {
            "semana": "2026-W46",
            "comparar": "2026-w42",
            "lugar": "farmacia",
            "medicamento": "010000176800",
            "rango": "104",
        }
    )

    assert asked == BoardQuestion(IsoWeek(2026, 46), IsoWeek(2026, 42), LineKind.PHARMACY, "010.000.1768", 104)
    assert asked.problems == ()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("semana", "2025-W53"),
        ("semana", "ayer"),
        ("comparar", "2026-46"),
        ("lugar", "transito"),
        ("medicamento", "<b>"),
    ],
)
def test_what_is_not_understood_is_told_and_left_out(name: str, text: str):
    asked = question_of({name: text})

    assert asked == BoardQuestion()
    assert len(asked.problems) == 1
    assert text in asked.problems[0]


def test_week_53_of_a_year_that_has_one():
    assert question_of({"semana": "2026-W53"}).week == IsoWeek(2026, 53)


@pytest.mark.parametrize("text", ["7", "-1", "104x", "99999999999999999999", "²"])
def test_span_that_is_not_offered_is_a_year(text: str):
    assert question_of({"rango": text}).span == 52
