"""Series of demand as public sets have them, by kind, from a seed: rows are series, columns periods."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def _lumpy(r: np.random.Generator, n: int, t: Array, season: int) -> Array:
    """Seldom, and then anything: spare parts."""
    chance, mean, cv = r.uniform(0.05, 0.4, (n, 1)), r.uniform(5, 60, (n, 1)), r.uniform(0.8, 1.5, (n, 1))
    sizes = np.ceil(r.gamma(1 / cv**2, mean * cv**2, (n, len(t))))
    return np.where(r.random((n, len(t))) < chance, sizes, 0.0)


def _intermittent(r: np.random.Generator, n: int, t: Array, season: int) -> Array:
    """Seldom, and a few."""
    chance, more = r.uniform(0.05, 0.5, (n, 1)), r.uniform(0, 1.5, (n, 1))
    return np.where(r.random((n, len(t))) < chance, 1.0 + r.poisson(more, (n, len(t))), 0.0)


def _slow(r: np.random.Generator, n: int, t: Array, season: int) -> Array:
    return r.poisson(r.uniform(0.1, 2, (n, 1)), (n, len(t))).astype(float)


def _smooth(r: np.random.Generator, n: int, t: Array, season: int) -> Array:
    return r.poisson(r.uniform(5, 80, (n, 1)), (n, len(t))).astype(float)


def _erratic(r: np.random.Generator, n: int, t: Array, season: int) -> Array:
    mean, shape = r.uniform(3, 50, (n, 1)), r.uniform(0.6, 2, (n, 1))
    return r.poisson(r.gamma(shape, mean / shape, (n, len(t)))).astype(float)


def _seasonal(r: np.random.Generator, n: int, t: Array, season: int) -> Array:
    swing, phase = r.uniform(0.3, 0.9, (n, 1)), r.uniform(0, 2 * np.pi, (n, 1))
    rate = r.uniform(0.5, 20, (n, 1)) * (1 + swing * np.sin(2 * np.pi * t / season + phase))
    return r.poisson(r.gamma(4.0, rate / 4)).astype(float)


def _trending(r: np.random.Generator, n: int, t: Array, season: int) -> Array:
    rate = r.uniform(0.5, 10, (n, 1)) * (1 + r.uniform(0, 3, (n, 1)) * t / len(t))
    return r.poisson(r.gamma(5.0, rate / 5)).astype(float)


def _obsolescent(r: np.random.Generator, n: int, t: Array, season: int) -> Array:
    mean, end = r.uniform(1, 10, (n, 1)), r.uniform(0.3, 0.9, (n, 1)) * len(t)
    return r.poisson(np.where(t < end, mean, mean * np.exp(-(t - end) / r.uniform(3, 20, (n, 1))))).astype(float)


def _steps(r: np.random.Generator, n: int, t: Array, season: int) -> Array:
    """The level changes now and then: a doctor comes, a contract ends."""
    level, rate = r.gamma(2, 2, (n, 1)), np.zeros((n, len(t)))
    for period in range(len(t)):
        level = np.where(r.random((n, 1)) < 0.03, r.gamma(2, 2, (n, 1)), level)
        rate[:, [period]] = level
    return r.poisson(rate).astype(float)


KINDS: dict[str, Callable[[np.random.Generator, int, Array, int], Array]] = {
    "lumpy": _lumpy,
    "intermittent": _intermittent,
    "slow": _slow,
    "smooth": _smooth,
    "erratic": _erratic,
    "seasonal": _seasonal,
    "trending": _trending,
    "obsolescent": _obsolescent,
    "steps": _steps,
}


def series(kind: str, count: int, *, periods: int = 104, season: int = 52, seed: int = 1) -> Array:
    return KINDS[kind](np.random.default_rng(seed), count, np.arange(periods, dtype=float), season)
