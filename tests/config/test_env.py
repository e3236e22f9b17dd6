"""Readers of the environment: what they accept, and what they say when they refuse."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.env import env_bool, env_int, env_list, env_str, secret


@pytest.fixture(autouse=True)
def _unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("THING", raising=False)


def test_text_is_read_without_blanks_around_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THING", "  a b ")
    assert env_str("THING") == "a b"


@pytest.mark.parametrize("value", ["", "   "])
def test_an_empty_variable_counts_as_missing(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("THING", value)
    assert env_str("THING", "else") == "else"


def test_missing_text_names_the_variable_and_the_remedy() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^THING is not set\. Ask the harbour master\.$"):
        env_str("THING", remedy="Ask the harbour master.")


@pytest.mark.parametrize(
    ("value", "expected"), [("1", True), ("TRUE", True), ("sí", True), ("0", False), ("no", False), ("Off", False)]
)
def test_yes_and_no_in_several_words(monkeypatch: pytest.MonkeyPatch, value: str, expected: bool) -> None:
    monkeypatch.setenv("THING", value)
    assert env_bool("THING", default=not expected) is expected


def test_a_misspelt_yes_is_no_silent_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THING", "ture")
    with pytest.raises(ImproperlyConfigured, match="THING is 'ture', which is neither yes nor no"):
        env_bool("THING")


def test_a_number_with_a_unit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THING", "60s")
    with pytest.raises(ImproperlyConfigured, match="THING is '60s', which is not a whole number"):
        env_int("THING", 5)


def test_a_missing_number_is_the_default() -> None:
    assert env_int("THING", 5) == 5


def test_a_list_drops_blanks_and_empty_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THING", " a.example.org, ,b.example.org,")
    assert env_list("THING") == ["a.example.org", "b.example.org"]


def test_a_missing_list_names_the_variable() -> None:
    with pytest.raises(ImproperlyConfigured, match="THING is not set"):
        env_list("THING")


def test_a_missing_secret_tells_how_to_make_one() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"THING is not set\. Make one with: python -c"):
        secret("THING")


def test_a_short_secret_is_refused_without_being_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THING", "hunter2")
    with pytest.raises(ImproperlyConfigured, match="THING has 7 characters") as refusal:
        secret("THING")
    assert "hunter2" not in str(refusal.value)


def test_a_made_up_secret_serves_where_it_is_allowed() -> None:
    assert secret("THING", generate=lambda: "x" * 40) == "x" * 40
