"""Ours against CPM-3 and Croston on kinds of series that public sets have, both with quantiles of their own errors."""

from __future__ import annotations

import json
from io import StringIO

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from supply.forecasting.backtest import TooShort, backtest
from supply.forecasting.reading import MONTHLY, WEEKLY
from tests.factories.intermittent import series

# Where demand only has to be learnt, everybody learns it: no worse than the better of the two. Where it moves, better.
KINDS = {
    "lumpy": 1.01, "erratic": 1.01, "intermittent": 0.99, "slow": 0.99, "smooth": 0.99, "trending": 0.99,
    "seasonal": 0.93, "steps": 0.95, "obsolescent": 0.75,
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_the_loss_at_90_percent_is_less_than_of_cpm_and_croston(kind) -> None:
    verdict = backtest(series(kind, 250, seed=20), WEEKLY, origins=3)
    loss = {name: judged.pinball[1] for name, judged in verdict.methods.items()}
    assert loss["ours"] < KINDS[kind] * min(loss["cpm_3"], loss["croston"])
    covered = verdict.methods["ours"].covered[1] / verdict.methods["ours"].count
    assert 0.86 < covered < 0.99


def test_series_that_never_asked_cost_nothing() -> None:
    verdict = backtest(np.zeros((3, 40)), WEEKLY)
    assert verdict.methods["ours"].pinball.tolist() == [0, 0, 0]
    assert verdict.methods["ours"].told()["wape"] is None


def test_short_months_with_gaps_are_judged_where_they_are_known() -> None:
    values = series("slow", 30, periods=20, season=12, seed=3)
    values[0, :15] = np.nan
    values[1, 10:] = np.nan
    values[2] = np.nan
    verdict = backtest(values, MONTHLY)
    assert np.isfinite(verdict.methods["ours"].pinball).all()
    assert verdict.methods["ours"].count == verdict.methods["croston"].count < 30 * 15


def test_one_series_alone_is_forecast() -> None:
    verdict = backtest(series("seasonal", 1, seed=4), WEEKLY)
    assert verdict.forecasts == 24


def test_too_few_periods_are_said_so() -> None:
    with pytest.raises(TooShort, match="8 periods are too few: 6 of history and 4"):
        backtest(np.ones((2, 8)), WEEKLY)


def test_the_command_prints_the_same_as_json_and_as_a_table(tmp_path) -> None:
    path = tmp_path / "series.csv"
    rows = series("intermittent", 5, periods=30, season=12, seed=5)
    lines = [f"s{at},{2020 + month // 12}-{month % 12 + 1:02d},{value:g}" for at, row in enumerate(rows)
             for month, value in enumerate(row)]  # fmt: skip
    path.write_text("\n".join(["series,date,quantity", *lines]), encoding="utf-8")
    out = StringIO()
    call_command("forecast", backtest=str(path), json=True, stdout=out)
    told = json.loads(out.getvalue())
    assert (told["series"], told["step"], told["origins"], told["ahead"]) == (5, "monthly", 6, 3)
    assert set(told["methods"]) == {"ours", "cpm_3", "seasonal_naive", "croston"}
    table = StringIO()
    call_command("forecast", backtest=str(path), stdout=table)
    assert f"{told['methods']['ours']['pinball']['0.9']:.4f}" in table.getvalue()


def test_a_bad_file_is_refused_by_row(tmp_path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("series,date,quantity\na,2026-01-05,dos\n", encoding="utf-8")
    with pytest.raises(CommandError, match="row 2, quantity: 'dos' is no number"):
        call_command("forecast", backtest=str(path))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("forecast", backtest=str(tmp_path / "none.csv"))
