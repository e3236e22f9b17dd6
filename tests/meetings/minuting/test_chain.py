"""The prints of minutes and addenda: each covers the one before, and any change shows. Nothing is stored here."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from meetings.canonical import digest
from meetings.minuting.chain import addendum_print, is_intact
from meetings.models import Addendum, Minutes

AT = datetime(2026, 11, 18, 20, 30, tzinfo=UTC)


def signed_with(*texts: str) -> tuple[Minutes, list[Addendum]]:
    content = {"sections": [{"key": "opening", "text": "Se abrió."}]}
    minutes = Minutes(content=content, sha256=digest(content), signed_at=AT)
    rows: list[Addendum] = []
    before = minutes.sha256
    for number, text in enumerate(texts, start=1):
        row = Addendum(number=number, text=text, at=AT, name="Olga", post="Oficina central")
        row.sha256 = before = addendum_print(row, before=before)
        rows.append(row)
    return minutes, rows


def test_what_was_signed_is_whole_in_whatever_order_its_addenda_are_read() -> None:
    minutes, rows = signed_with("Uno", "Dos")
    assert is_intact(minutes, [])
    assert is_intact(minutes, reversed(rows))


@pytest.mark.parametrize(
    ("field", "value"),
    [("text", "Otro"), ("name", "Beto"), ("post", ""), ("at", AT + timedelta(seconds=1)), ("number", 3)],
)
def test_an_addendum_that_was_touched_shows(field: str, value: object) -> None:
    minutes, rows = signed_with("Uno", "Dos")
    setattr(rows[0], field, value)
    assert not is_intact(minutes, rows)


def test_an_addendum_that_was_taken_away_from_the_middle_shows() -> None:
    minutes, rows = signed_with("Uno", "Dos", "Tres")
    assert not is_intact(minutes, [rows[0], rows[2]])
    assert not is_intact(minutes, rows[1:])


def test_another_content_or_no_signature_shows() -> None:
    minutes, rows = signed_with("Uno")
    minutes.content["sections"][0]["text"] = "Se abrió tarde."
    assert not is_intact(minutes, rows)
    unsigned, _rows = signed_with()
    unsigned.signed_at = None
    assert not is_intact(unsigned, [])


def test_a_moment_is_the_same_whatever_the_clock_it_is_told_by() -> None:
    _minutes, [row] = signed_with("Uno")
    six = timezone(timedelta(hours=-6))
    there = Addendum(number=1, text="Uno", at=AT.astimezone(six), name=row.name, post=row.post)
    assert addendum_print(there, before="x") == addendum_print(row, before="x")
