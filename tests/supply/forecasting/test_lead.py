"""What a forecast answers about so many days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from supply.forecasting.lead import LeadDemand

SINCE = date(2026, 11, 16)


def _of(dated: list[tuple[int, int]], *, means: tuple[float, ...] = (7.0, 14.0)) -> LeadDemand:
    """One piece a day and a spread of 3 after a week, 4.2 after two; dated ones by days from the start."""
    return LeadDemand(
        unit_id=1,
        drug_id=2,
        since=SINCE,
        basis="forecast",
        week="2026-W46",
        method="mean",
        levels=(0.1, 0.5, 0.9),
        sums=((4.0, 7.0, 10.0), (9.8, 14.0, 18.2)),
        means=means,
        dated=[(SINCE + timedelta(days=offset), pieces) for offset, pieces in dated],
    )


def test_dated_pieces_count_whole_from_their_day_on() -> None:
    demand = _of([(0, 5), (6, 2), (7, 3)])
    assert [demand.dated_pieces(days) for days in (0, 1, 6, 7, 8, 90)] == [0, 5, 5, 7, 10, 10]
    assert demand.mean(7) == 7 + 7
    assert demand.quantile(0.9, 7) == 10 + 7


def test_between_weeks_the_mean_grows_by_days_and_the_rest_by_their_square_root() -> None:
    demand = _of([])
    assert demand.mean(3.5) == 3.5
    assert demand.quantile(0.9, 1.75) == pytest.approx(1.75 + 3 * 0.5)  # a quarter of a week: half its spread
    assert demand.quantile(0.5, 10) == pytest.approx(10)
    assert demand.quantile(0.9, 28) == pytest.approx(28 + 4.2 * 2**0.5)  # beyond what was forecast


def test_more_certainty_never_needs_less_and_more_days_never_fewer() -> None:
    demand = _of([(3, 4)])
    for days in (1, 5, 7, 9, 14, 30):
        told = [demand.quantile(level / 100, days) for level in range(5, 100, 5)]
        assert told == sorted(told)
    for level in (0.5, 0.9):
        told = [demand.quantile(level, days) for days in range(40)]
        assert told == sorted(told)


def test_the_chance_of_more_is_the_quantiles_read_the_other_way() -> None:
    demand = _of([(0, 5)])
    assert demand.probability_above(5 + 10, 7) == pytest.approx(0.1)
    assert demand.probability_above(5 + 7, 7) == pytest.approx(0.5)
    assert demand.probability_above(5 + 8.5, 7) == pytest.approx(0.3)
    assert demand.probability_above(4, 7) == 1.0  # the dated ones alone are more
    assert demand.probability_above(5 + 500, 7) == 0.0
    assert 0 < demand.probability_above(5 + 11, 7) < 0.1


def test_what_was_never_asked_for_needs_nothing_but_what_is_dated() -> None:
    never = LeadDemand(1, 2, SINCE, "none", "", "", (), (), (), dated=[(SINCE, 3)])
    assert (never.mean(7), never.quantile(0.95, 7), never.daily_mean) == (3, 3, 3 / 7)
    assert never.probability_above(3, 7) == 0.0
    assert never.probability_above(2, 7) == 1.0
