"""The methods that compete for each series, and the words by which pages name them.

Some expect a mean and spread it as counts spread (`Expected`); some take the periods themselves, of a window or of all,
as they are or in proportion to the level of now (`Seen`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from supply.forecasting.paths import Path, walk
from supply.forecasting.recursions import Croston, Damped, LastYear, Method, Moving, Seasonal, Smoothed, Tsb
from supply.forecasting.spread import Array, count_quantile

# What each method loses relative to the mean of all, by kind (`kinds.py`; the last never asked), in the middle and in
# the upper tail: back-tests of two
# public sets (monthly car parts, monthly hospital counts; every second series) and of simulated series, one by one
# smooth, erratic, slow, lumpy, seasonal, trending, dying out and changing level. It decides where few series tell.
USUAL: dict[str, tuple[tuple[float, float], ...]] = {
    "moving_mean": ((0.99, 1.01), (1.01, 1.04), (0.93, 1.02), (0.94, 0.98), (1.00, 1.00)),
    "mean": ((1.05, 0.99), (1.07, 1.00), (1.06, 0.97), (1.09, 1.06), (1.00, 1.00)),
    "ses_05": ((0.98, 0.93), (0.99, 0.92), (0.98, 0.90), (1.01, 0.96), (1.00, 1.00)),
    "ses_15": ((0.93, 0.90), (0.94, 0.90), (0.90, 0.86), (0.90, 0.85), (1.00, 1.00)),
    "seen_scaled": ((0.96, 1.00), (0.96, 0.99), (0.94, 1.02), (0.93, 0.99), (1.00, 1.00)),
    "ses_30": ((0.96, 0.97), (0.96, 0.95), (0.91, 0.93), (0.89, 0.89), (1.00, 1.00)),
    "sba": ((0.98, 0.93), (0.97, 0.91), (1.01, 0.97), (1.02, 1.01), (1.00, 1.00)),
    "tsb": ((0.94, 0.90), (0.95, 0.90), (0.93, 0.87), (0.95, 0.90), (1.00, 1.00)),
    "damped_trend": ((0.98, 1.02), (0.98, 1.02), (0.92, 0.99), (0.91, 0.98), (1.00, 1.00)),
    "seasonal": ((1.01, 1.01), (0.96, 0.94), (1.08, 1.06), (1.13, 1.05), (1.00, 1.00)),
    "seasonal_cautious": ((0.95, 0.91), (0.94, 0.89), (0.94, 0.90), (0.95, 0.91), (1.00, 1.00)),
    "last_year": ((1.26, 1.47), (1.26, 1.49), (1.42, 1.64), (1.28, 1.43), (1.00, 1.00)),
    "seen_recent": ((0.96, 0.95), (0.99, 1.00), (0.96, 0.90), (0.99, 0.94), (1.00, 1.00)),
    "seen_all": ((1.04, 1.01), (1.03, 1.05), (1.03, 0.97), (1.01, 1.05), (1.00, 1.00)),
}


class Candidate(Protocol):
    name: str

    def quantiles(self, origin: int, target: tuple[int, int], levels: Sequence[float]) -> Array: ...

    def mean(self, origin: int, target: tuple[int, int]) -> Array: ...


class Expected:
    """A mean from a path, spread as counts spread."""

    def __init__(self, name: str, path: Path) -> None:
        self.name, self.path = name, path

    def quantiles(self, origin: int, target: tuple[int, int], levels: Sequence[float]) -> Array:
        mean, variance, none = self.path.target(origin, *target)
        return count_quantile(np.asarray(levels)[None, :], mean[:, None], variance[:, None], none[:, None])

    def mean(self, origin: int, target: tuple[int, int]) -> Array:
        return self.path.target(origin, *target)[0]


class Seen:
    """Sums of as many periods in a row as the target has, as they were: their own quantiles.

    With a path, each sum counts in proportion to what the path expected of it, and the target as the path expects it.
    """

    def __init__(
        self,
        name: str,
        values: Array,
        origins: Sequence[int],
        window: int | None,
        path: Path | None = None,
        one_step: Array | None = None,
    ) -> None:
        self.name, self.values, self.origins, self.window = name, values, origins, window
        self.path, self.one_step = path, one_step

    def quantiles(self, origin: int, target: tuple[int, int], levels: Sequence[float]) -> Array:
        sums = self._sums(origin, target)
        # Plotting positions (i − ½)/n: few periods never tell a tail they have not seen; calibration widens it.
        order = np.sort(sums, axis=1)  # NaN last
        count = np.isfinite(sums).sum(axis=1)
        at = np.clip(np.asarray(levels)[None, :] * count[:, None] - 0.5, 0, np.maximum(count - 1, 0)[:, None])
        low = np.floor(at).astype(np.int64)
        high = np.minimum(low + 1, np.maximum(count - 1, 0)[:, None])
        below, above = np.take_along_axis(order, low, 1), np.take_along_axis(order, high, 1)
        found = below + (at - low) * (above - below)
        return np.where(count[:, None] > 0, np.nan_to_num(found), 0.0)

    def mean(self, origin: int, target: tuple[int, int]) -> Array:
        sums = self._sums(origin, target)
        known = np.isfinite(sums)
        return np.asarray(np.where(known, sums, 0.0).sum(axis=1) / np.maximum(known.sum(axis=1), 1))

    def _sums(self, origin: int, target: tuple[int, int]) -> Array:
        length = target[1] - target[0] + 1
        last = self.origins[origin]
        first = max(0, last - (self.window or last) - (length - 1))
        values = self.values[:, first:last]
        if values.shape[1] < length:
            return np.full((len(values), 1), np.nan)
        sums = np.lib.stride_tricks.sliding_window_view(values, length, axis=1).sum(axis=2)
        if self.path is None or self.one_step is None:
            return np.asarray(sums)
        told = np.lib.stride_tricks.sliding_window_view(self.one_step[:, first:last], length, axis=1).sum(axis=2)
        mean = self.path.target(origin, *target)[0]
        known = np.isfinite(values)
        usual = np.where(known, values, 0.0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
        floor = np.maximum(0.25 * length * usual, 1e-9)[:, None]
        return np.asarray(sums / np.maximum(told, floor) * mean[:, None])


def candidates(values: Array, season: int, month: float, origins: Sequence[int], steps: int) -> list[Candidate]:
    """Every method at each of the origins, over the same history."""
    series = len(values)
    paths: list[tuple[str, Method]] = [
        ("moving_mean", Moving(series, season, max(round(3 * month), 1))),
        ("mean", Smoothed(series, season, 0.0)),
        ("ses_05", Smoothed(series, season, 0.05)),
        ("ses_15", Smoothed(series, season, 0.15)),
        ("ses_30", Smoothed(series, season, 0.3)),
        ("sba", Croston(series, season)),
        ("tsb", Tsb(series, season, 0.1)),
        ("damped_trend", Damped(series, season)),
    ]
    if season > 1:
        paths += [
            ("seasonal", Seasonal(series, season, 0.1, 1.0)),
            ("seasonal_cautious", Seasonal(series, season, 0.1, 5.0)),
            ("last_year", LastYear(series, season)),
        ]
    found: list[Candidate] = []
    for name, method in paths:
        path, one_step = walk(method, values, origins, steps)
        found.append(Expected(name, path))
        if name == "ses_15":
            found.append(Seen("seen_scaled", values, origins, None, path, one_step))
    long = max(round(6 * month), 12)
    found += [Seen("seen_recent", values, origins, long), Seen("seen_all", values, origins, None)]
    return found
