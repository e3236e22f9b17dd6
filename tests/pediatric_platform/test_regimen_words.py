"""A line in words: no zero that reads as ten times as much, and an estimate is told as one."""

from dataclasses import replace
from decimal import Decimal as D

import pytest

from pediatric_platform import regimen_words as words
from pediatric_platform.regimen_contents import LineContents

LINE = LineContents(
    inn="vincristine", name="Vincristina", basis="m2", amount=D("1.500"), unit="mg", per_day=1, route="IV",
    days=(1, 8, 15, 22), purpose="chemo", evidence="sourced", max_amount=D("2.000"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({}, "1.5 mg/m²"),
        ({"amount": D("12000.000")}, "12,000 mg/m²"),
        ({"basis": "kg", "amount": D("0.045")}, "0.045 mg/kg"),
        ({"basis": "flat", "amount": D(100)}, "100 mg"),
        ({"basis": "auc", "unit": "AUC", "amount": D("6.000")}, "AUC 6"),
        ({"amount": None}, "sin cifra: vea la nota"),
        ({"per_day": 2}, "1.5 mg/m² 2 veces al día"),
        (
            {"basis": "age", "amount": None, "bands": ((D("1.00"), D(8)), (D("2.50"), D(10)))},
            "desde 1 año 8 mg; desde 2.5 años 10 mg",
        ),
    ],
)
def test_a_dose_is_told_by_its_rule(change, text):
    assert words.dose_text(replace(LINE, **change)) == text


def test_way_age_and_cap():
    assert words.way_text(replace(LINE, infusion_hours=24)) == "Intravenosa en 24 h"
    assert words.cap_text(LINE) == "2 mg"
    assert words.age_text(replace(LINE, below_age=10)) == "menores de 10 años"
    assert words.age_text(replace(LINE, from_age=1)) == "desde 1 año"
    assert words.age_text(replace(LINE, from_age=1, below_age=3)) == "de 1 a menos de 3 años"
    assert words.age_text(LINE) == ""


def test_a_whole_line_and_an_estimate():
    assert words.line_text(LINE) == "1.5 mg/m², intravenosa; días 1, 8, 15, 22; tope 2 mg"
    for evidence in ("partly", "recall"):
        assert "no es dosis de referencia" in words.line_text(replace(LINE, evidence=evidence))


def test_cycles_in_words():
    assert words.cycles_text(35, 1) == "1 ciclo de 35 días"
    assert words.cycles_text(1, 4) == "4 ciclos de 1 día"
