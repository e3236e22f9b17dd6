"""By what a forecast is judged: levels, the loss of a quantile, at which origins, and how what is told fared there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from supply.forecasting.spread import Array

LEVELS = (0.05, 0.1, 0.25, 0.5, 0.75, 0.8, 0.9, 0.95, 0.975, 0.99)
# Judged where stock is decided: the middle and the upper tail.
JUDGED = (0.25, 0.5, 0.75, 0.9, 0.95)
MIDDLE = JUDGED.index(0.5)
ORIGINS_MOST = 16

Target = tuple[int, int]


@dataclass(frozen=True)
class Tested:
    """One step ahead at the rolling origins, per series: `count` of origins known, `pinball` (series, level of `AT`) of
    what is told, `others` (series, method) at 0.9 of each method alone, `error` the mean's mean absolute error, `asked`
    what was asked for in those periods together, `naive` the mean step of the history (what MASE divides by)."""

    AT = (0.5, 0.9, 0.95)

    count: Array
    pinball: Array
    others: Array
    error: Array
    asked: Array
    naive: Array


def pinball(actual: Array, quantile: Array, level: float | Array) -> Array:
    """Loss of a quantile: what was short costs the level, what was over its complement."""
    short = actual - quantile
    return np.maximum(level * short, (level - 1) * short)


def origins_of(periods: int) -> list[int]:
    """Rolling origins over the second half of the history, the last one leaving one period to judge by."""
    first = max(periods // 2, min(4, periods - 1))
    count = min(ORIGINS_MOST, periods - first)
    return sorted({int(origin) for origin in np.linspace(first, periods - 1, count)}) if count > 0 else []


def judged_targets(periods: int, targets: Sequence[Target]) -> list[Target]:
    """One step, a later one and a sum, as far as the history lets each be judged some times."""
    longest = max(max(last for _first, last in targets), 1)
    reach = max(min(longest, periods // 8), 1)
    return sorted({(1, 1), (min(reach, 4), min(reach, 4)), (1, min(reach, 4))})


def at_levels(scales: Array, levels: Sequence[float]) -> Array:
    """Scales at the levels told, straight between the judged ones, held beyond them."""
    table = {kind_row.tobytes(): np.interp(levels, JUDGED, kind_row) for kind_row in np.unique(scales, axis=0)}
    return np.stack([table[row.tobytes()] for row in scales]) if len(scales) else np.ones((0, len(levels)))
