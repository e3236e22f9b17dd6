"""What will be asked for within so many days of a day: the mean, the quantiles, and how likely more than this is.

Dated needs (a child's dose on a day) are counted exactly, on their day. The rest, the statistical part, is random: its
cumulated quantiles are known for whole weeks. Between weeks the mean grows with the days and what lies beyond the mean
with the square root of the days, as sums of independent days do. Pure; a few microseconds a question.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate

DAYS_PER_WEEK = 7


@dataclass(frozen=True)
class LeadDemand:
    """Demand of one drug at one unit from the morning of `since` on.

    `levels` are probabilities, ascending; `sums[w]` the quantiles at those levels of the statistical part cumulated
    over w + 1 weeks, and `means[w]` its mean. `dated` are (day, pieces) from `since` on, ascending.
    `basis` says where it comes from: "forecast" (of week `week`), "cpm" (no forecast yet: the CPM, spread as counts
    spread) or "none" (nothing was ever asked for). `lead_days`, `review_days` and `service_level` are those of the rule
    in force for the pair.
    """

    unit_id: int
    drug_id: int
    since: date
    basis: str
    week: str
    method: str
    levels: Sequence[float]
    sums: Sequence[Sequence[float]]
    means: Sequence[float]
    dated: Sequence[tuple[date, int]] = ()
    lead_days: int = 14
    review_days: int = 7
    service_level: float = 0.95
    cpm: float = 0.0

    @property
    def daily_mean(self) -> float:
        """Pieces a day over the weeks forecast, dated and statistical together."""
        days = DAYS_PER_WEEK * max(len(self.means), 1)
        return self.mean(days) / days

    def mean(self, days: float) -> float:
        """Pieces expected within the days from `since`: the dated ones and the mean of the rest."""
        return self.dated_pieces(days) + self._rest_mean(days)

    def dated_pieces(self, days: float) -> int:
        """Dated pieces whose day lies within the days: day 1 is `since` itself."""
        days_at, total = self._dated
        found = bisect_left(days_at, days)
        return total[found - 1] if found else 0

    def quantile(self, level: float, days: float) -> float:
        """Pieces that suffice for the days with that probability (0.05 to 0.99); never below the dated ones.

        `math.ceil` of it is a stock; zero days need nothing.
        """
        return self.dated_pieces(days) + self._rest_quantile(level, days)

    def at_service(self, days: float) -> float:
        """The quantile at the pair's own service level."""
        return self.quantile(self.service_level, days)

    def probability_above(self, pieces: float, days: float) -> float:
        """How likely more than the pieces are asked for within the days, between 0 and 1.

        Outside the levels known it goes on in a straight line to none, and to twice the spread.
        """
        left = pieces - self.dated_pieces(days)
        if left < 0:
            return 1.0
        if not self.means or days <= 0:
            return 0.0
        curve = [self._rest_quantile(level, days) for level in self.levels]
        if curve[-1] <= 0:
            return 0.0
        above = bisect_right(curve, left)
        if above == len(curve):
            beyond = max(curve[-1] - curve[len(curve) // 2], 1.0)
            return (1 - self.levels[-1]) * max(0.0, 1 - (left - curve[-1]) / beyond)
        low_level, low = (self.levels[above - 1], curve[above - 1]) if above else (0.0, 0.0)
        high_level, high = self.levels[above], curve[above]
        share = (left - low) / (high - low) if high > low else 1.0
        return 1 - (low_level + share * (high_level - low_level))

    @cached_property
    def _dated(self) -> tuple[list[int], list[int]]:
        days_at = [(day - self.since).days for day, _pieces in self.dated]
        return days_at, list(accumulate(pieces for _day, pieces in self.dated))

    def _rest_mean(self, days: float) -> float:
        if not self.means or days <= 0:
            return 0.0
        weeks = days / DAYS_PER_WEEK
        whole = min(int(weeks), len(self.means))
        if weeks >= len(self.means):  # beyond what was forecast: the last weeks go on
            return self.means[-1] * weeks / len(self.means)
        before = self.means[whole - 1] if whole else 0.0
        return before + (self.means[whole] - before) * (weeks - whole)

    def _rest_quantile(self, level: float, days: float) -> float:
        if not self.means or days <= 0:
            return 0.0
        weeks = days / DAYS_PER_WEEK
        mean = self._rest_mean(days)
        if weeks >= len(self.means):
            last = len(self.means) - 1
            beyond = (self._at(level, last) - self.means[last]) * math.sqrt(weeks / (last + 1))
        else:
            whole = int(weeks)
            low = self._at(level, whole - 1) - self.means[whole - 1] if whole else 0.0
            high = self._at(level, whole) - self.means[whole]
            share = (math.sqrt(weeks) - math.sqrt(whole)) / (math.sqrt(whole + 1) - math.sqrt(whole))
            beyond = low + (high - low) * share
        return max(0.0, mean + beyond)

    def _at(self, level: float, week: int) -> float:
        """The quantile of one cumulated week at any level, straight between the known ones, held at the ends."""
        curve = self.sums[week]
        found = bisect_left(self.levels, level)
        if found == 0:
            return curve[0]
        if found == len(self.levels):
            return curve[-1]
        low, high = self.levels[found - 1], self.levels[found]
        share = (level - low) / (high - low)
        return curve[found - 1] + share * (curve[found] - curve[found - 1])
