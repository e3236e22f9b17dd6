"""Figures have one print, whatever order they were written in."""

from __future__ import annotations

import pytest

from meetings.canonical import canonical, digest


def test_the_order_of_keys_changes_nothing():
    assert digest({"a": 1, "b": [1, 2]}) == digest({"b": [1, 2], "a": 1})


def test_a_figure_more_or_less_changes_it():
    assert digest({"a": 1}) != digest({"a": 2})


def test_accents_are_written_as_they_are():
    assert canonical({"nombre": "México"}) == '{"nombre":"México"}'


@pytest.mark.parametrize("data", [float("nan"), float("inf"), object()])
def test_what_is_no_figure_is_refused(data):
    with pytest.raises((TypeError, ValueError)):
        digest(data)
