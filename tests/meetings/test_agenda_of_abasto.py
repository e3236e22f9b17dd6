"""Delegations on an agenda built before its week has figures: one line says so, not thirty-five without data."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

from meetings.agenda.abasto import delegations
from supply.views import todo_sources
from supply.views.board_todo import Todo


def told(*levels: float | None):
    rows = [{"name": f"D{n}", "code": f"D{n}", "level": level, "signed": 0, "expected": 9}
            for n, level in enumerate(levels)]  # fmt: skip
    country = {"delegations": rows, "week": None, "reporting": {"data_as_of": None}}
    return delegations(SimpleNamespace(country=country, now=datetime(2026, 11, 22, tzinfo=UTC)))


def test_a_week_without_figures_is_one_line():
    matter = told(None, None, None)
    [line] = matter.data["lines"]
    assert "aún no tiene cifras" in line["text"]
    assert matter.data["more"] == 0


def test_one_that_nobody_knows_stands_first_once_others_have_figures():
    assert [line["delegation"] for line in told(80.0, None, 99.0).data["lines"]] == ["D1", "D0"]


def test_nothing_to_say_is_nothing_on_the_agenda():
    assert not told().is_called_for


def test_what_harms_most_stands_first_whoever_says_it(monkeypatch):
    def line(tone: str) -> Todo:
        return Todo(tone, tone, "", "", "")

    sources = [lambda person, unit: [line("critical"), line("low")], lambda person, unit: [line("out")]]
    monkeypatch.setattr(todo_sources, "_sources", sources)
    assert [one.tone for one in todo_sources.todo_from_above(None, None)] == ["out", "critical", "low"]
