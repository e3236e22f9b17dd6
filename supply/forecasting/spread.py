"""Quantiles of counts from their mean, their variance and the chance of none: arrays in, arrays out.

Demand of a week is often nothing and sometimes a lot. Above none it is taken as gamma (never below zero, skewed as
counts are), and what comes out is whole pieces where the series counts whole pieces. The gamma's quantiles are Wilson
and Hilferty's (a cube of a normal), within a few hundredths of a standard deviation where a conditional size varies.
"""

from __future__ import annotations

from statistics import NormalDist
from typing import Any

import numpy as np
import numpy.typing as npt

# Floats of either width, and what is true of them.
Array = npt.NDArray[Any]

_AT = 1 / (1 + np.exp(-np.linspace(-12, 12, 4801)))
_Z = np.array([NormalDist().inv_cdf(float(p)) for p in _AT])
_EPS = 1e-9


def normal_quantile(level: Array) -> Array:
    """The standard normal's quantile, by a table of 4,801 points."""
    return np.interp(level, _AT, _Z)


def gamma_quantile(level: Array, mean: Array, variance: Array) -> Array:
    """Quantile of a gamma with that mean and variance (Wilson and Hilferty 1931), zero where the mean is."""
    shape = np.maximum(mean, _EPS) ** 2 / np.maximum(variance, _EPS * _EPS)
    ninth = 1 / (9 * shape)
    root = np.maximum(1 - ninth + normal_quantile(level) * np.sqrt(ninth), 0.0)
    return np.asarray(np.maximum(mean, 0.0) * root * root * root)


def count_quantile(level: Array, mean: Array, variance: Array, none: Array) -> Array:
    """Quantile of demand that is nothing with probability `none` and else gamma, with mean and variance overall.

    The size where there is any has mean = mean / (1 − none) and the variance that is left for it; never less than what
    rounding to a piece leaves, so that a size that never varied stays one size.
    """
    some = np.clip(1 - none, _EPS, 1.0)
    size = mean / some
    spread = np.maximum(variance / some - none * size * size, 0.0025 * size * size)
    inner = (level - none) / some
    found = gamma_quantile(np.clip(inner, 1e-5, 1 - 1e-5), size, spread)
    return np.where(inner <= 0, 0.0, found)


def none_of(mean: Array, variance: Array) -> Array:
    """Chance of none for a count of that mean and variance: negative binomial, Poisson where it is not overspread."""
    counts = np.maximum(mean, _EPS)
    ratio = np.maximum(variance / counts, 1.0001)
    return np.asarray(np.exp(-counts * np.log(ratio) / (ratio - 1)))
