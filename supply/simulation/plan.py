"""What the simulated country aims at: the stock of each week, who reports, and when. Pure."""

from __future__ import annotations

import numpy as np

# Of the whole country, in pieces; a smaller country aims at its share.
BEFORE = 430_000
LOWEST = 290_000
LAST = 640_000
RECOVERY_WEEKS = 8
WEEKLY_DEMAND = 66_000
FULL_PAIRS = 5_970
# Share of the climb done after each of the eight weeks: consolidated purchases arrive late, and then at once.
_CLIMB = (0.02, 0.07, 0.16, 0.29, 0.45, 0.63, 0.82, 1.0)


def stock_targets(weeks: int) -> list[int]:
    """Pieces that all stock-keeping places should hold at the end of each week: stagnation, crisis, recovery."""
    recovery = [round(LOWEST + (LAST - LOWEST) * share) for share in _CLIMB]
    before = weeks - RECOVERY_WEEKS
    if before <= 0:
        return recovery[-weeks:]
    # Long stagnation with two slow waves, then a fall that ends eight weeks before the end.
    fall = min(before, 9)
    plateau = [
        round(BEFORE + 22_000 * np.sin(index / 3.7) + 14_000 * np.sin(index / 11)) for index in range(before - fall)
    ]
    top = plateau[-1] if plateau else BEFORE
    slide = [round(top + (LOWEST - top) * ((step + 1) / fall) ** 1.3) for step in range(fall)]
    return plateau + slide + recovery


def reporting_rates(weeks: int) -> list[float]:
    """Share of units that sign each week, oldest first: from nine in ten to 97–98 in a hundred."""
    return [0.978 - 0.085 * min(1.0, (weeks - 1 - index) / 26) ** 1.2 for index in range(weeks)]


def lateness_rates(weeks: int) -> list[float]:
    """Share of the signed reports that come after their deadline, oldest first."""
    return [0.05 + 0.14 * min(1.0, (weeks - 1 - index) / 26) for index in range(weeks)]


def season(week_number: int, swing: np.ndarray) -> np.ndarray:
    """Demand of a calendar week against the yearly mean: most in January and February, least in midsummer."""
    return np.asarray(1 + swing * np.cos(2 * np.pi * (week_number - 4) / 52))
