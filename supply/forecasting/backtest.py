"""Ours beside simpler methods on anybody's series: each forecast made from what was known at its origin, then judged.

The simpler methods are given the same chance: each tells its mean and adds the quantiles of its own past errors one
period ahead, never below zero. Without that they tell a mean where a quantile is asked for, and lose by far more.

- CPM-3: the mean of the last three months (13 weeks, 91 days).
- Seasonal naive: what the same time of the last year (of the last week, for days) asked for; before there is one, what
  the period before asked for.
- Croston: sizes and intervals smoothed apart, both by 0.1 (Croston 1972).

MASE divides the mean absolute error by that of "as the period before" over the history before each origin; WAPE divides
all absolute errors by all that was asked for. Both judge the mean, whatever the median would have won. Pinball losses
are means over all forecasts, and once more with each series divided by its mean (`scaled`), so that none decides alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from supply.forecasting.engine import forecast
from supply.forecasting.judging import pinball
from supply.forecasting.kinds import KINDS, kinds_of
from supply.forecasting.reading import Step
from supply.forecasting.recursions import Croston, Method, Moving
from supply.forecasting.spread import Array

LEVELS = (0.5, 0.9, 0.95)
METHODS = ("ours", "cpm_3", "seasonal_naive", "croston")
ORIGINS = 6
# Fewer known periods before the first origin are no history.
LEAST_HISTORY = 6


class TooShort(Exception):
    """There is not enough history to judge anything by."""


@dataclass
class Judged:
    """Sums of one method over forecasts; `means` and so on are read once all are in."""

    count: int = 0
    pinball: Array = field(default_factory=lambda: np.zeros(len(LEVELS)))
    scaled: Array = field(default_factory=lambda: np.zeros(len(LEVELS)))
    scaled_count: int = 0
    covered: Array = field(default_factory=lambda: np.zeros(len(LEVELS)))
    error: float = 0.0
    bias: float = 0.0
    asked: float = 0.0
    mase: float = 0.0
    mase_count: int = 0

    def add(self, asked: Array, mean: Array, quantiles: Array, size: Array, naive: Array) -> None:
        """One period ahead of one origin: `asked` (series; NaN where not known) and what was told."""
        known = np.isfinite(asked)
        came, told = asked[known], quantiles[known]
        loss = pinball(came[:, None], told, np.asarray(LEVELS))
        error = np.abs(came - mean[known])
        self.count += int(known.sum())
        self.pinball += loss.sum(axis=0)
        self.covered += (came[:, None] <= told + 1e-9).sum(axis=0)
        self.error += float(error.sum())
        self.bias += float((mean[known] - came).sum())
        self.asked += float(came.sum())
        sized = size[known] > 0
        self.scaled += (loss[sized] / size[known][sized, None]).sum(axis=0)
        self.scaled_count += int(sized.sum())
        moved = naive[known] > 0
        self.mase += float((error[moved] / naive[known][moved]).sum())
        self.mase_count += int(moved.sum())

    def told(self) -> dict[str, object]:
        at = [str(level) for level in LEVELS]
        count, scaled = max(self.count, 1), max(self.scaled_count, 1)
        return {
            "mase": round(self.mase / self.mase_count, 4) if self.mase_count else None,
            "wape": round(self.error / self.asked, 4) if self.asked else None,
            "bias": round(self.bias / self.asked, 4) if self.asked else None,
            "pinball": dict(zip(at, np.round(self.pinball / count, 5).tolist(), strict=True)),
            "scaled_pinball": dict(zip(at, np.round(self.scaled / scaled, 5).tolist(), strict=True)),
            "covered": dict(zip(at, np.round(self.covered / count, 4).tolist(), strict=True)),
        }


@dataclass(frozen=True)
class Backtest:
    """The verdict, over all series and by kind of series; counts say from how much."""

    series: int
    periods: int
    origins: list[int]
    ahead: int
    forecasts: int
    methods: dict[str, Judged]
    kinds: dict[str, tuple[int, dict[str, Judged]]]


def backtest(values: Array, step: Step, *, ahead: int | None = None, origins: int = ORIGINS) -> Backtest:
    """Forecast from rolling origins, each `ahead` periods after the one before, and judge every period up to it."""
    reach = ahead or step.ahead
    at = _origins(values.shape[1], reach, origins)
    kinds = kinds_of(values)
    everybody = {name: Judged() for name in METHODS}
    by_kind = {kind: {name: Judged() for name in METHODS} for kind in range(len(KINDS))}
    for origin in at:
        history = values[:, :origin]
        size, naive = _sizes(history)
        for name, told in _forecasts(history, step, reach).items():
            for period, (mean, quantiles) in enumerate(told):
                asked = np.where(np.isfinite(history).any(axis=1), values[:, origin + period], np.nan)
                everybody[name].add(asked, mean, quantiles, size, naive)
                for kind in np.unique(kinds):
                    own = kinds == kind
                    by_kind[int(kind)][name].add(asked[own], mean[own], quantiles[own], size[own], naive[own])
    return Backtest(
        series=len(values),
        periods=values.shape[1],
        origins=at,
        ahead=reach,
        forecasts=everybody["ours"].count,
        methods=everybody,
        kinds={KINDS[kind]: (int((kinds == kind).sum()), by_kind[kind]) for kind in np.unique(kinds).tolist()},
    )


def _origins(periods: int, ahead: int, count: int) -> list[int]:
    """The last origins that leave `ahead` periods to judge and enough history before."""
    found = [periods - ahead * number for number in range(count, 0, -1)]
    kept = [origin for origin in found if origin >= LEAST_HISTORY]
    if not kept:
        raise TooShort(
            f"{periods} periods are too few: {LEAST_HISTORY} of history and {ahead} to judge by are the least"
        )
    return kept


def _sizes(history: Array) -> tuple[Array, Array]:
    """Mean of each series, and its mean step."""
    known = np.isfinite(history)
    size = np.where(known, history, 0.0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    steps = np.abs(np.diff(history, axis=1))
    moved = np.isfinite(steps)
    return size, np.where(moved, steps, 0.0).sum(axis=1) / np.maximum(moved.sum(axis=1), 1)


def _forecasts(history: Array, step: Step, ahead: int) -> dict[str, list[tuple[Array, Array]]]:
    """Method → (mean, quantiles) of each period ahead."""
    targets = [(period, period) for period in range(1, ahead + 1)]
    ours = forecast(history, season=step.season, month=step.month, targets=targets, levels=LEVELS)
    series = len(history)
    return {
        "ours": [(ours.means[target], ours.quantiles[target]) for target in targets],
        "cpm_3": _with_errors(history, Moving(series, step.season, max(round(3 * step.month), 1)), ahead),
        "seasonal_naive": _with_errors(history, _AsLastYear(series, step.season), ahead),
        "croston": _with_errors(history, Croston(series, step.season, biased=True), ahead),
    }


class _AsLastYear(Method):
    """The same time of the last year, else the period before."""

    def __init__(self, series: int, season: int) -> None:
        super().__init__(series, season)
        self.last = np.full((series, season), np.nan)
        self.before = np.zeros(series)

    def level(self) -> Array:
        return self.before

    def expect(self, at: int, steps: int) -> Array:
        found = self.last[:, [(at + period) % self.season for period in range(steps)]]
        return np.where(np.isnan(found), self.before[:, None], found)

    def learn(self, at: int, value: Array, known: Array) -> None:
        self.last[:, at % self.season] = np.where(known, value, self.last[:, at % self.season])
        self.before = np.where(known, value, self.before)


def _with_errors(history: Array, method: Method, ahead: int) -> list[tuple[Array, Array]]:
    """The method's mean and the quantiles of its own errors one period ahead, after a few periods to warm up."""
    periods = history.shape[1]
    errors = np.full(history.shape, np.nan)
    for at in range(periods):
        known = np.isfinite(history[:, at])
        errors[:, at] = history[:, at] - method.expect(at, 1)[:, 0]
        method.learn(at, np.nan_to_num(history[:, at]), known)
    spread = _quantiles(errors[:, min(4, periods // 4) :], LEVELS)
    means = method.expect(periods, ahead)
    return [(means[:, period], np.maximum(means[:, [period]] + spread, 0.0)) for period in range(ahead)]


def _quantiles(errors: Array, levels: Sequence[float]) -> Array:
    """Quantiles of each row, unknown ones left out; zero where none is known."""
    found: Callable[..., Array] = np.nanquantile
    told = np.zeros((len(errors), len(levels)))
    some = np.isfinite(errors).any(axis=1)
    if some.any():
        told[some] = found(errors[some], levels, axis=1).T
    return told
