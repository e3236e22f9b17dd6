"""Ways to expect what comes: recursions over time, arrays over series.

A period that is not known (NaN: before the first, or without stock) leaves every state as it is. References: Croston
1972; Syntetos and Boylan 2005 (SBA); Teunter, Syntetos and Babai 2011 (TSB); Gardner and McKenzie 1985 (damped trend).
"""

from __future__ import annotations

import numpy as np

from supply.forecasting.spread import Array

TINY = 1e-9
# How fast a trend dies away.
_PHI = 0.95


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
        scale = np.maximum(self.mean, TINY) * self.belief
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
