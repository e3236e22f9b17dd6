"""How much of what was due came, and how late. Pure.

Counted are the orders whose deadline has passed, or that are complete already; a cancelled one was owed by nobody.
Shares are of packs: what came by the deadline is on time; what has not come is late, and no part of the quantiles of
how late packs came, which would look better the more are missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from supply.performance.records import OrderRecord


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """Packs of so many orders that were due. `awaited`: late and still awaited, the rest of what is missing never came.

    `usual_days` and `slow_days`: within so many days after the deadline half, and nine tenths, of what came was there.
    """

    orders: int = 0
    packs: int = 0
    received: int = 0
    on_time: int = 0
    awaited: int = 0
    usual_days: int | None = None
    slow_days: int | None = None

    @property
    def fill_rate(self) -> float | None:
        """Percent of the packs that came at all; None where nothing was due."""
        return 100 * self.received / self.packs if self.packs else None

    @property
    def punctuality(self) -> float | None:
        """Percent of the packs that came by the deadline."""
        return 100 * self.on_time / self.packs if self.packs else None

    @property
    def late(self) -> int:
        """Packs that came after the deadline."""
        return self.received - self.on_time

    @property
    def never_came(self) -> int:
        return self.packs - self.received - self.awaited


def fulfilment(records: Iterable[OrderRecord], today: date) -> Fulfilment:
    orders = packs = received = on_time = awaited = 0
    lateness: list[tuple[int, int]] = []
    for record in records:
        if record.is_cancelled or (record.is_open and record.deadline_on >= today):
            continue
        orders += 1
        packs += record.packs
        received += record.received
        awaited += record.missing if record.is_open else 0
        for day, came in record.arrivals:
            days = max(0, record.lateness(day))
            lateness.append((days, came))
            on_time += came if not days else 0
    lateness.sort()
    return Fulfilment(
        orders, packs, received, on_time, awaited, weighted_quantile(lateness, 0.5), weighted_quantile(lateness, 0.9)
    )


def weighted_quantile(pairs: Sequence[tuple[int, int]], share: float) -> int | None:
    """The first value with that share of the weight at or below it; `pairs` are (value, weight), ascending."""
    total = sum(weight for _value, weight in pairs)
    reached = 0
    for value, weight in pairs:
        reached += weight
        if reached >= share * total > 0:
            return value
    return None
