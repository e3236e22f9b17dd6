"""What each method expects, told at several origins of one block of series: recursions over time, arrays over series.

A method's state at an origin uses only periods before it, so that one walk through the history gives all the rolling
origins of a back-test. A period that is not known (NaN: before the first, or without stock) leaves every state as it
is. References: Croston 1972; Syntetos and Boylan 2005 (SBA); Teunter, Syntetos and Babai 2011 (TSB); Gardner and
McKenzie 1985 (damped trend).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from supply.forecasting.spread import Array, none_of

# How far a mean's swing carries into the variance: between that of counts (1) and that of a scale (2).
_POWER = 1.5
_TINY = 1e-9
# Memory of the spread and of the chance of none: some twenty periods.
_SPREAD_GAIN = 0.05
_PHI = 0.95


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
        base = np.maximum(self.base[origin], _TINY)[:, None]
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
        own = np.where(self.scale > _TINY, self.squares * level / np.maximum(self.scale, _TINY), counts)
        weight = np.minimum(self.seen, 1 / _SPREAD_GAIN)
        return np.asarray((weight * own + 2 * counts) / (weight + 2))


class Method:
    """One way to expect: `expect` tells the next steps, `learn` takes a period in."""

    gain = 0.1

    def __init__(self, series: int, season: int) -> None:
        self.series, self.season = series, season
        self.seen = np.zeros(series)

    def expect(self, at: int, steps: int) -> Array:
        raise NotImplementedError

    def learn(self, at: int, value: Array, known: Array) -> None:
        raise NotImplementedError

    def level(self) -> Array:
        raise NotImplementedError

    def _rate(self, gain: float, known: Array) -> Array:
        """A plain mean at first, then the gain."""
        return np.where(known, np.maximum(gain, 1 / (self.seen + 1)), 0.0)


class Smoothed(Method):
    """Simple exponential smoothing; a gain of nothing is the mean of all there was."""

    def __init__(self, series: int, season: int, gain: float) -> None:
        super().__init__(series, season)
        self.gain = gain
        self.mean = np.zeros(series)

    def level(self) -> Array:
        return self.mean

    def expect(self, at: int, steps: int) -> Array:
        return np.repeat(self.mean[:, None], steps, axis=1)

    def learn(self, at: int, value: Array, known: Array) -> None:
        self.mean = self.mean + self._rate(self.gain, known) * (value - self.mean)
        self.seen += known


class Moving(Method):
    """Mean of the last so many known periods: the CPM's window."""

    def __init__(self, series: int, season: int, window: int) -> None:
        super().__init__(series, season)
        self.gain = 1 / window
        self.window = window
        self.kept: list[tuple[Array, Array]] = []

    def level(self) -> Array:
        if not self.kept:
            return np.zeros(self.series)
        known = np.sum([one for _value, one in self.kept], axis=0)
        return np.asarray(np.sum([value for value, _one in self.kept], axis=0) / np.maximum(known, 1))

    def expect(self, at: int, steps: int) -> Array:
        return np.repeat(self.level()[:, None], steps, axis=1)

    def learn(self, at: int, value: Array, known: Array) -> None:
        self.kept = [*self.kept[-(self.window - 1) :], (np.where(known, value, 0.0), known.astype(float))]


class Croston(Method):
    """Size of a demand and time between two, smoothed apart; `biased` is Croston's own, else SBA's correction."""

    def __init__(self, series: int, season: int, gain: float = 0.1, biased: bool = False) -> None:
        super().__init__(series, season)
        self.gain = gain
        self.factor = 1.0 if biased else 1 - gain / 2
        self.size = np.zeros(series)
        self.between = np.ones(series)
        self.since = np.ones(series)

    def level(self) -> Array:
        return np.asarray(self.factor * self.size / np.maximum(self.between, 1.0))

    def expect(self, at: int, steps: int) -> Array:
        return np.repeat(self.level()[:, None], steps, axis=1)

    def learn(self, at: int, value: Array, known: Array) -> None:
        hit = known & (value > 0)
        gain = self._rate(self.gain, hit)
        self.size = self.size + gain * (value - self.size)
        self.between = self.between + gain * (self.since - self.between)
        self.since = np.where(hit, 1.0, self.since + known)
        self.seen += hit


class Tsb(Method):
    """Size of a demand and chance of one, both smoothed; the chance falls with each period of none."""

    def __init__(self, series: int, season: int, gain: float = 0.1) -> None:
        super().__init__(series, season)
        self.gain = gain
        self.size = np.zeros(series)
        self.chance = np.zeros(series)
        self.hits = np.zeros(series)

    def level(self) -> Array:
        return np.asarray(self.size * self.chance)

    def expect(self, at: int, steps: int) -> Array:
        return np.repeat(self.level()[:, None], steps, axis=1)

    def learn(self, at: int, value: Array, known: Array) -> None:
        hit = known & (value > 0)
        self.chance = self.chance + self._rate(self.gain, known) * (hit - self.chance)
        self.size = self.size + np.where(hit, np.maximum(0.1, 1 / (self.hits + 1)), 0.0) * (value - self.size)
        self.hits += hit
        self.seen += known


class Damped(Method):
    """Level and a trend that dies away (Holt's, damped), never below zero."""

    gain = 0.2

    def __init__(self, series: int, season: int) -> None:
        super().__init__(series, season)
        self.mean = np.zeros(series)
        self.trend = np.zeros(series)

    def level(self) -> Array:
        return np.maximum(self.mean + _PHI * self.trend, 0.0)

    def expect(self, at: int, steps: int) -> Array:
        damp = np.cumsum(_PHI ** np.arange(1, steps + 1))
        return np.maximum(self.mean[:, None] + self.trend[:, None] * damp, 0.0)

    def learn(self, at: int, value: Array, known: Array) -> None:
        surprise = value - (self.mean + _PHI * self.trend)
        rate = self._rate(self.gain, known)
        carried = np.where(known, _PHI * self.trend, 0.0)
        self.mean = np.maximum(self.mean + carried + rate * surprise, 0.0)
        # The trend waits until there is a level to leave.
        self.trend = np.where(
            known & (self.seen >= 6), _PHI * self.trend + 0.03 * surprise, np.where(self.seen >= 6, self.trend, 0.0)
        )
        self.seen += known


class Seasonal(Method):
    """A smoothed level times an index for the time of the year, drawn to one until the years agree.

    The index of a phase is what its neighbourhood asked for over what the level expected, with `belief` periods of an
    index of one added to both; neighbours of a week of the year count with it.
    """

    def __init__(self, series: int, season: int, gain: float = 0.1, belief: float = 3.0) -> None:
        super().__init__(series, season)
        self.gain, self.belief = gain, belief
        self.mean = np.zeros(series)
        self.asked = np.zeros((series, season))
        self.expected = np.zeros((series, season))
        reach = 3 if season > 26 else 1 if season > 12 else 0
        self.near = [(offset, 1 - abs(offset) / (reach + 1)) for offset in range(-reach, reach + 1)]

    def index(self, phase: int) -> Array:
        scale = np.maximum(self.mean, _TINY) * self.belief
        return np.asarray((self.asked[:, phase] + scale) / (self.expected[:, phase] + scale))

    def level(self) -> Array:
        return self.mean

    def expect(self, at: int, steps: int) -> Array:
        return np.stack([self.mean * self.index((at + step) % self.season) for step in range(steps)], axis=1)

    def learn(self, at: int, value: Array, known: Array) -> None:
        phase = at % self.season
        index = np.maximum(self.index(phase), 0.05)
        # The first period is its own level: it says nothing of a season.
        level = np.where(self.seen > 0, self.mean, value)
        for offset, weight in self.near:
            self.asked[:, (phase + offset) % self.season] += np.where(known, weight * value, 0.0)
            self.expected[:, (phase + offset) % self.season] += np.where(known, weight * level, 0.0)
        # A thin season tells little of the level: its surprise counts in proportion.
        rate = self._rate(self.gain, known)
        self.mean = np.maximum(self.mean + rate * np.minimum(index, 1.0) * (value / index - self.mean), 0.0)
        self.seen += known


class LastYear(Method):
    """What the same time of the last year asked for; before there is a year, the mean of what there was."""

    gain = 0.0

    def __init__(self, series: int, season: int) -> None:
        super().__init__(series, season)
        self.last = np.full((series, season), np.nan)
        self.mean = np.zeros(series)

    def level(self) -> Array:
        return self.mean

    def expect(self, at: int, steps: int) -> Array:
        phases = [(at + step) % self.season for step in range(steps)]
        found = self.last[:, phases]
        return np.where(np.isnan(found), self.mean[:, None], found)

    def learn(self, at: int, value: Array, known: Array) -> None:
        self.last[:, at % self.season] = np.where(known, value, self.last[:, at % self.season])
        self.mean = self.mean + self._rate(0.0, known) * (value - self.mean)
        self.seen += known


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
            ratio = np.clip(level / np.maximum(usual, _TINY), 0.2, 5.0)
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
