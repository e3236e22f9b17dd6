"""Twelve weeks of a small made-up country, with and without: redistribution is never worse, and it does something."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.redistribution_effect import Future, Outcome, both, made_up


@pytest.fixture(scope="module")
def outcomes() -> list[tuple[Outcome, Outcome]]:
    return [both([future], seconds=0) for future in made_up(drugs=5, units=40)]


def test_no_drug_has_more_uncovered_doses_nor_more_expired_pieces(outcomes: list[tuple[Outcome, Outcome]]) -> None:
    for without, with_ in outcomes:
        assert with_.doses == without.doses
        assert with_.uncovered <= without.uncovered
        assert with_.expired <= without.expired


def test_altogether_there_are_clearly_fewer_of_both(outcomes: list[tuple[Outcome, Outcome]]) -> None:
    without = sum((one for one, _other in outcomes), Outcome())
    with_ = sum((other for _one, other in outcomes), Outcome())
    assert without.uncovered > 100
    assert with_.moved > 100
    assert with_.uncovered < 0.8 * without.uncovered
    assert with_.expired < 0.8 * without.expired


def test_where_no_way_is_allowed_both_futures_are_the_same() -> None:
    future = made_up(drugs=1, units=20)[0]
    closed = Future(replace(future.problem, routes={}), future.levels, 0)
    without, with_ = both([closed], seconds=0)
    assert with_ == without
