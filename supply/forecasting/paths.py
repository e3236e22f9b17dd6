"""What a method expects, told at several origins of one block of series, with the spread around it.

A method's state at an origin uses only periods before it, so that one walk through the history gives all the rolling
origins of a back-test.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from supply.forecasting.recursions import TINY, Method
from supply.forecasting.spread import Array, none_of

# How far a mean's swing carries into the variance: between that of counts (1) and that of a scale (2).
_POWER = 1.5
# Memory of the spread and of the chance of none: some twenty periods.
_SPREAD_GAIN = 0.05


@dataclass(frozen=True)
class Path:
    """A method at each origin: `means` (origin, series, step); `base` its level, `variance` of one step at that level,
    `none` the chance of no demand in one step; `gain` how much of a surprise goes on into the level."""

    means: npt.NDArray[np.float32]
    base: Array
    variance: Array
    none: Array
    gain: float

    def target(self, origin: int, first: int, last: int) -> tuple[Array, Array, Array]:
        """Mean, variance and chance of none of the steps first…last (1 is the next) added up, of every series."""
        steps = self.means[origin, :, first - 1 : last]
        base = np.maximum(self.base[origin], TINY)[:, None]
        ratio = np.clip(steps / base, 0.0, 20.0)
        mean = steps.sum(axis=1)
        # A surprise on the way moves all the steps after it: the sum's variance grows faster than its length.
        reach = np.arange(last - first, -1, -1)
        grown = (1 + self.gain * reach) ** 2
        if first > 1:
            grown = grown + np.where(reach == last - first, (first - 1) * (self.gain * len(reach)) ** 2, 0.0)
        variance = self.variance[origin] * (ratio**_POWER * grown).sum(axis=1)
        none = self.none[origin] ** np.minimum(ratio, 5.0).sum(axis=1)
        return mean, variance, none


class _Spread:
    """Variance around a method's one-step means, scaled with them, with a weak belief in counts at the start."""

    def __init__(self, series: int) -> None:
        self.squares = np.zeros(series)
        self.scale = np.zeros(series)
        self.means = np.zeros(series)
        self.seen = np.zeros(series)

    def learn(self, value: Array, mean: Array, known: Array) -> None:
        learns = known & (self.seen >= 0)
        gain = np.where(learns, np.maximum(_SPREAD_GAIN, 1 / (self.seen + 1)), 0.0)
        self.squares += gain * ((value - mean) ** 2 - self.squares)
        self.scale += gain * (np.maximum(mean, 0) ** _POWER - self.scale)
        self.seen += learns

    def variance(self, mean: Array) -> Array:
        counts = np.maximum(mean, 0.0)
        level = np.maximum(mean, 0.0) ** _POWER
        # Two periods' worth of belief that a count spreads as counts do.
        own = np.where(self.scale > TINY, self.squares * level / np.maximum(self.scale, TINY), counts)
        weight = np.minimum(self.seen, 1 / _SPREAD_GAIN)
        return np.asarray((weight * own + 2 * counts) / (weight + 2))


def walk(method: Method, values: Array, origins: Sequence[int], steps: int) -> tuple[Path, Array]:
    """The method at each origin (period the first step falls in), and its one-step means (series, period)."""
    series, periods = values.shape
    spread = _Spread(series)
    none_gain_seen = np.zeros(series)
    never, usual = np.ones(series), np.zeros(series)
    kept = {origin: position for position, origin in enumerate(origins)}
    means = np.zeros((len(origins), series, steps), dtype=np.float32)
    base, variance, none = (np.zeros((len(origins), series)) for _each in range(3))
    one_step = np.zeros((series, periods))
    for at in range(periods + 1):
        if at in kept:
            position = kept[at]
            level = method.level()
            means[position] = method.expect(at, steps)
            base[position] = level
            variance[position] = spread.variance(level)
            # Seen share of none, with one period's belief that it is as counts have it; thinner where more is expected.
            ratio = np.clip(level / np.maximum(usual, TINY), 0.2, 5.0)
            counted = none_of(usual, np.maximum(variance[position], usual))
            weight = np.minimum(none_gain_seen, 1 / _SPREAD_GAIN)
            share = (weight * never + counted) / (weight + 1)
            none[position] = np.clip(share, 0.0, 1.0) ** ratio
        if at == periods:
            break
        value, known = np.nan_to_num(values[:, at]), np.isfinite(values[:, at])
        expected = method.expect(at, 1)[:, 0]
        one_step[:, at] = np.where(none_gain_seen > 0, expected, np.nan)  # the first is not expected by anything
        spread.learn(value, expected, known & (none_gain_seen > 0))
        gain = np.where(known, np.maximum(_SPREAD_GAIN, 1 / (none_gain_seen + 1)), 0.0)
        never += gain * ((value <= 0) - never)
        usual += gain * (value - usual)
        none_gain_seen += known
        method.learn(at, value, known)
    return Path(means, base, variance, none, method.gain), one_step
