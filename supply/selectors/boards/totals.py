"""Sums as a board adds them: counts add, percentages are divided again from the totals. Pure, no ORM."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import add
from typing import Any, NamedTuple, Self

from supply.coverage import CATEGORIES, AbastoLevel

# From which abasto level (per cent of pairs neither out nor critical) a delegation wears a category's colour.
# Working values, none is official.
LEVEL_CATEGORIES: tuple[tuple[str, float], ...] = (("out", 0), ("critical", 80), ("low", 90), ("adequate", 95))


def level_category(percent: float | None) -> str | None:
    """The category whose colour an abasto level wears; None where nothing was counted."""
    if percent is None:
        return None
    return [name for name, start in LEVEL_CATEGORIES if percent >= start][-1]


class Totals(NamedTuple):
    """What a board shows of a set of weekly sums. Pieces and prescriptions as in `WeekSums`."""

    usable: int = 0
    expiring_30: int = 0
    expiring_60: int = 0
    expiring_90: int = 0
    presented: int = 0
    denied: int = 0
    pairs_out: int = 0
    pairs_critical: int = 0
    pairs_low: int = 0
    pairs_adequate: int = 0
    pairs_high: int = 0
    pairs_excess: int = 0

    def plus(self, other: Totals) -> Totals:
        return Totals._make(map(add, self, other))

    @property
    def counts(self) -> dict[str, int]:
        """Pairs by category, worst first."""
        return dict(zip(CATEGORIES, self[-len(CATEGORIES) :], strict=True))

    @property
    def pairs(self) -> int:
        return sum(self[-len(CATEGORIES) :])

    @property
    def unsafe(self) -> int:
        """Pairs out or critical."""
        return self.pairs_out + self.pairs_critical

    @property
    def abasto(self) -> AbastoLevel:
        pairs = self.pairs
        return AbastoLevel(pairs - self.unsafe, pairs)

    @property
    def level(self) -> float | None:
        """Abasto level in per cent, None where no pair was counted."""
        return self.abasto.percent

    @property
    def level_category(self) -> str | None:
        return level_category(self.level)

    @property
    def denied_share(self) -> float | None:
        """Per cent of presented prescriptions that were denied."""
        return 100 * self.denied / self.presented if self.presented else None


SUM_COLUMNS = Totals._fields


def totals_of(row: Mapping[str, Any]) -> Totals:
    """From a row that holds (at least) the sum columns; a missing or null sum is zero."""
    return Totals._make(row.get(name) or 0 for name in SUM_COLUMNS)


def add_up(parts: Iterable[Totals]) -> Totals:
    """Several together; none is all zero."""
    return reduce(Totals.plus, parts, Totals())


@dataclass(frozen=True, slots=True)
class Reporting:
    """Who reported behind a figure: units expected, signed, on time and validated, and the age of the oldest data."""

    expected: int = 0
    signed: int = 0
    on_time: int = 0
    validated: int = 0
    data_as_of: datetime | None = None

    def __add__(self, other: Self) -> Self:
        moments = [moment for moment in (self.data_as_of, other.data_as_of) if moment is not None]
        return type(self)(
            self.expected + other.expected,
            self.signed + other.signed,
            self.on_time + other.on_time,
            self.validated + other.validated,
            min(moments, default=None),
        )

    @property
    def rate(self) -> float | None:
        """Per cent of expected units that signed."""
        return 100 * self.signed / self.expected if self.expected else None

    @property
    def timeliness(self) -> float | None:
        """Per cent of expected units that signed by the deadline."""
        return 100 * self.on_time / self.expected if self.expected else None

    @property
    def missing(self) -> int:
        return self.expected - self.signed


def reporting_of(row: Mapping[str, Any]) -> Reporting:
    """From a row of `DelegationWeek` (or a sum of them)."""
    return Reporting(
        row.get("units_expected") or 0,
        row.get("units_signed") or 0,
        row.get("units_on_time") or 0,
        row.get("units_validated") or 0,
        row.get("data_as_of"),
    )


@dataclass(frozen=True, slots=True)
class Sums:
    """A week's totals and the reporting behind them."""

    totals: Totals = field(default_factory=Totals)
    reporting: Reporting = field(default_factory=Reporting)

    def __add__(self, other: Self) -> Self:
        return type(self)(self.totals.plus(other.totals), self.reporting + other.reporting)


def change(now: float | None, before: float | None) -> float | None:
    """The difference, None where either is unknown: no data is not zero."""
    return None if now is None or before is None else now - before
