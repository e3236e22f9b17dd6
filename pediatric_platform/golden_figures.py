"""What the golden hour's figures say over time: a run chart of medians and a control chart of shares. Pure.

Run chart: the centre is the median of the points; six or more points in a row on one side of it (those on it are
passed over) are a shift (Perla, Provost and Murray, BMJ Qual Saf 2011;20:46-51).

Control chart of a proportion (p chart): centre p = sum of successes / sum of cases, limits p ± 3·sqrt(p(1-p)/n) with
the n of each point, within 0 and 1 (NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.3.2); a point outside them, or
eight in a row on one side of the centre, is a signal (Western Electric rules, same handbook, 6.3.2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median

# Fewer points than these say nothing of what is usual.
LEAST_POINTS = 8
RUN_SHIFT, CHART_SHIFT = 6, 8


@dataclass(frozen=True, slots=True)
class Count:
    """Of `n` cases, `within` were in time; `median` minutes of them all, None of nothing."""

    n: int = 0
    within: int = 0
    median: float | None = None

    @property
    def share(self) -> float | None:
        """Between 0 and 1; no share of nothing."""
        return self.within / self.n if self.n else None

    @property
    def percent(self) -> float | None:
        return None if self.share is None else 100 * self.share


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one point of a control chart, between 0 and 1."""

    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Signals:
    """Positions of the points outside the limits, and of the first points of runs on one side of the centre."""

    outside: tuple[int, ...] = ()
    better_from: int | None = None
    worse_from: int | None = None

    def __bool__(self) -> bool:
        return bool(self.outside) or self.better_from is not None or self.worse_from is not None


@dataclass(frozen=True, slots=True)
class ControlChart:
    """Centre and limits of the points with cases; None where there are too few points to say what is usual."""

    centre: float
    limits: tuple[Limits | None, ...]
    signals: Signals


@dataclass(frozen=True, slots=True)
class RunChart:
    """The centre of the medians, in minutes, and where they shifted."""

    centre: float
    signals: Signals


def control_chart(points: Sequence[Count]) -> ControlChart | None:
    """Of shares in time: more is better."""
    counted = [point for point in points if point.n]
    if len(counted) < LEAST_POINTS:
        return None
    centre = sum(point.within for point in counted) / sum(point.n for point in counted)
    limits = tuple(limits_of(centre, point.n) if point.n else None for point in points)
    outside = tuple(
        index
        for index, (point, limit) in enumerate(zip(points, limits, strict=True))
        if point.share is not None and limit is not None and not limit.lower <= point.share <= limit.upper
    )
    above, below = runs([point.share for point in points], centre, CHART_SHIFT)
    return ControlChart(centre, limits, Signals(outside, better_from=above, worse_from=below))


def run_chart(points: Sequence[Count]) -> RunChart | None:
    """Of medians in minutes: less is better."""
    medians = [point.median for point in points if point.median is not None]
    if len(medians) < LEAST_POINTS:
        return None
    centre = float(median(medians))
    above, below = runs([point.median for point in points], centre, RUN_SHIFT)
    return RunChart(centre, Signals(better_from=below, worse_from=above))


def limits_of(centre: float, n: int) -> Limits:
    """Three sigma on both sides of the centre, for a point of `n` cases."""
    reach = 3 * sqrt(centre * (1 - centre) / n)
    return Limits(max(0.0, centre - reach), min(1.0, centre + reach))


def runs(values: Sequence[float | None], centre: float, length: int) -> tuple[int | None, int | None]:
    """Where the last run of at least `length` points above the centre begins, and the last one below it.

    Points on the centre, and those with nothing known, neither count nor interrupt.
    """
    found: dict[bool, int | None] = {True: None, False: None}
    side, begun, seen = None, 0, 0
    for index, value in enumerate(values):
        if value is None or value == centre:
            continue
        if (value > centre) is not side:
            side, begun, seen = value > centre, index, 0
        seen += 1
        if seen >= length:
            found[side] = begun
    return found[True], found[False]
