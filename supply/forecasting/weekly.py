"""The weekly forecast of pairs of unit and drug: weeks without stock are not read, dated needs are counted exactly.

A week with stock on most days gets a usual day's demand for each day out; a week out on more than half its days is not
known, unless more was asked for than usual even so. A total stock-out therefore leaves the forecast where it
was before, and never draws it to zero.

The statistical part is what the pair is usually asked for, less what its dated needs usually are around that week: a
week with many dated doses does not take away what everybody else is going to ask for. The uncertainty that is left
shrinks with the part that is dated, by its square root as counts do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from supply.forecasting.engine import Forecasts, forecast
from supply.forecasting.judging import LEVELS, Target
from supply.forecasting.spread import Array, count_quantile, none_of

WEEKS_AHEAD = 13
HISTORY_WEEKS = 104
# Days out from which on a week is not read.
MOSTLY_OUT = 4
WEEKS_A_YEAR = 52
WEEKS_A_MONTH = 13 / 3
# Weeks around a week over which dated needs are averaged, to tell them from what is not dated.
_AROUND = 5
# A pair that was out all along: its CPM spreads this many times as wide as counts.
_FALLBACK_SPREAD = 3.0


@dataclass(frozen=True)
class Ahead:
    """Per pair and week ahead: `dated` pieces, `mean` of the rest, `quantiles` of both in that week and `cumulative`
    ones up to it (pair, level, week); `levels` they are at, `from_cpm` pairs never known with stock."""

    levels: tuple[float, ...]
    dated: Array
    mean: Array
    quantiles: Array
    cumulative: Array
    from_cpm: npt.NDArray[np.bool_]
    of_all: Forecasts


def read_weeks(asked: Array, days_out: Array) -> Array:
    """Demand as it is read (pair, week): NaN where it is not known. `asked` is NaN where there was no report.

    Each day out adds a day of what is usual, not of that week: one heavy week would be blown up by its own weight.
    """
    known: Array = np.isfinite(asked)
    out = np.where(known, days_out, 0)
    mostly = out >= MOSTLY_OUT
    with_stock: Array = known & ~mostly
    days = np.where(with_stock, 7 - out, 0).sum(axis=1)
    usual = 7 * np.where(with_stock, np.nan_to_num(asked), 0.0).sum(axis=1) / np.maximum(days, 1)
    read = np.where(mostly, asked, asked + np.round(usual[:, None] * out / 7))
    told_even_so: Array = (asked > usual[:, None]) & with_stock.any(axis=1, keepdims=True)
    return np.where(with_stock | (known & told_even_so), read, np.nan)


def look_ahead(values: Array, dated: Array, cpm_a_week: Array) -> Ahead:
    """Forecast the pairs: `values` as read, `dated` pieces by week ahead, `cpm_a_week` for pairs never known."""
    each: list[Target] = [(week, week) for week in range(1, WEEKS_AHEAD + 1)]
    sums: list[Target] = [(1, week) for week in range(1, WEEKS_AHEAD + 1)]
    told = forecast(
        values, season=WEEKS_A_YEAR, month=WEEKS_A_MONTH, targets=list(dict.fromkeys(each + sums)), levels=LEVELS
    )
    means = np.stack([told.means[target] for target in each], axis=1)
    single = np.stack([told.quantiles[target] for target in each], axis=2)
    summed = np.stack([told.quantiles[target] for target in sums], axis=2)
    from_cpm: Array = ~np.isfinite(values).any(axis=1) & (cpm_a_week > 0)
    if from_cpm.any():
        flat = np.repeat(cpm_a_week[from_cpm, None], WEEKS_AHEAD, axis=1)
        means[from_cpm] = flat
        single[from_cpm] = _as_counts(flat)
        summed[from_cpm] = _as_counts(np.cumsum(flat, axis=1))
    usually = _around(dated)
    rest = np.maximum(means - usually, 0.0)
    return Ahead(
        levels=LEVELS,
        dated=dated,
        mean=rest,
        quantiles=dated[:, None, :] + _rest(single, means, rest),
        cumulative=np.cumsum(dated, axis=1)[:, None, :]
        + _rest(summed, np.cumsum(means, axis=1), np.cumsum(rest, axis=1)),
        from_cpm=from_cpm,
        of_all=told,
    )


def _rest(quantiles: Array, means: Array, rest: Array) -> Array:
    """Quantiles of the part that is not dated, from those of the whole."""
    share = np.clip(rest / np.maximum(means, 1e-9), 0.0, 1.0)
    beyond = (quantiles - means[:, None, :]) * np.sqrt(share)[:, None, :]
    return np.asarray(np.round(np.maximum(rest[:, None, :] + beyond, 0.0), 1))


def _around(dated: Array) -> Array:
    """Dated pieces a week around each week ahead; at the ends, over the weeks there are."""
    half = _AROUND // 2
    weeks = dated.shape[1]
    return np.stack([dated[:, max(0, week - half) : week + half + 1].mean(axis=1) for week in range(weeks)], axis=1)


def _as_counts(means: Array) -> Array:
    spread = _FALLBACK_SPREAD * means
    none = none_of(means, spread)
    level = np.asarray(LEVELS)[None, :, None]
    return count_quantile(level, means[:, None, :], spread[:, None, :], none[:, None, :])
