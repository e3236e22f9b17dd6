"""What kind of series it is, by how often it asks and how much that varies (Syntetos, Boylan and Croston 2005)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from supply.forecasting.spread import Array

SMOOTH, ERRATIC, INTERMITTENT, LUMPY, NEVER = range(5)
KINDS = ("smooth", "erratic", "intermittent", "lumpy", "never")
# Mean periods between two demands, and squared coefficient of variation of their sizes, from which on it is the other.
MANY_BETWEEN = 1.32
VARIES = 0.49


def kinds_of(values: Array) -> npt.NDArray[np.int64]:
    """The kind of each row (series, period), NaN not counted; a series that never asked is of its own kind."""
    known = np.isfinite(values)
    asked = known & (np.nan_to_num(values) > 0)
    count = asked.sum(axis=1)
    sizes = np.where(asked, values, 0.0)
    mean = sizes.sum(axis=1) / np.maximum(count, 1)
    square = (sizes**2).sum(axis=1) / np.maximum(count, 1)
    varies = (square - mean**2) / np.maximum(mean**2, 1e-12) >= VARIES
    seldom = known.sum(axis=1) >= MANY_BETWEEN * np.maximum(count, 1)
    kind = np.where(seldom, np.where(varies, LUMPY, INTERMITTENT), np.where(varies, ERRATIC, SMOOTH))
    return np.where(count == 0, NEVER, kind).astype(np.int64)
