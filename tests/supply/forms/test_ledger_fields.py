from __future__ import annotations

from datetime import date

import pytest
from django import forms

from supply.forms.ledger_fields import PiecesField, read_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31/01/2027", date(2027, 1, 31)),
        ("1-2-27", date(2027, 2, 1)),
        ("31012027", date(2027, 1, 31)),
        ("2027-01-31", date(2027, 1, 31)),
        ("29/02/2028", date(2028, 2, 29)),
        ("29/02/2027", None),
        ("01/2027", None),
        ("", None),
        ("ayer", None),
    ],
)
def test_a_day_as_people_type_it(text, day):
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("02/2028", date(2028, 2, 29)),
        ("2-27", date(2027, 2, 28)),
        ("2027-12", date(2027, 12, 31)),
        ("13/2027", None),
        ("00/2027", None),
    ],
)
def test_a_month_alone_is_its_last_day(text, day):
    assert read_day(text, month_alone=True) == day


@pytest.mark.parametrize(("text", "pieces"), [("12", 12), (" 1,200 ", 1200), ("007", 7)])
def test_pieces_as_typed(text, pieces):
    assert PiecesField().clean(text) == pieces


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "1.0", "doce", "1,2", "99999999"])
def test_what_is_no_number_of_pieces_is_refused(text):
    with pytest.raises(forms.ValidationError):
        PiecesField().clean(text)
