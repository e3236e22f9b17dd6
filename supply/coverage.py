"""Days of coverage and their categories: pure arithmetic, thresholds come in as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

DAYS_PER_MONTH = 30.4375  # 365.25 / 12

# Category and the days it starts from; "out" is zero usable pieces. Working values, none is official
# (architecture: critical <7, low <15, adequate 15–60, high 61–120, excess >120).
DEFAULT_THRESHOLDS: tuple[tuple[str, float], ...] = (
    ("critical", 0),
    ("low", 7),
    ("adequate", 15),
    ("high", 60.1),
    ("excess", 120.1),
)
CATEGORIES = ("out", "critical", "low", "adequate", "high", "excess")
UNSAFE = ("out", "critical")


@dataclass(frozen=True)
class AbastoLevel:
    """Share of (unit, drug) pairs neither out nor critical: `safe` of `pairs`."""

    safe: int
    pairs: int

    @property
    def percent(self) -> float | None:
        """0–100, or None when nothing was counted (no data is not zero)."""
        return 100 * self.safe / self.pairs if self.pairs else None


def days_of_coverage(usable: float, cpm: float) -> float | None:
    """Days that `usable` pieces last at `cpm` pieces a month; None without demand."""
    if cpm <= 0:
        return None
    return usable / (cpm / DAYS_PER_MONTH)


def category(usable: float, cpm: float, thresholds: Sequence[tuple[str, float]] = DEFAULT_THRESHOLDS) -> str:
    """Where a pair stands. Zero usable pieces is out, whatever the demand; stock without demand is excess."""
    if usable <= 0:
        return "out"
    days = days_of_coverage(usable, cpm)
    if days is None:
        return "excess"
    reached = [name for name, from_days in thresholds if round(days, 1) >= from_days]
    return reached[-1] if reached else thresholds[0][0]


def abasto_level(counts: Mapping[str, int]) -> AbastoLevel:
    """From counts by category: counts add, percentages are divided again from the totals."""
    pairs = sum(counts.get(name, 0) for name in CATEGORIES)
    return AbastoLevel(pairs - sum(counts.get(name, 0) for name in UNSAFE), pairs)


def add_counts(rows: Sequence[Mapping[str, int]]) -> dict[str, int]:
    """Counts of several places together: the only way coverage may be summed."""
    return {name: sum(row.get(name, 0) for row in rows) for name in CATEGORIES}
