"""What a detector hands back, and the arithmetic that several of them share. Pure."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

# A normal sample's median distance from its median, times this, is its standard deviation.
MAD_TO_SD = 1.4826
# Nothing is more unusual than what a row can hold.
MOST_UNUSUAL = 0.9999


@dataclass(frozen=True, slots=True)
class Sign:
    """`key` stays the same while it is the same thing; `unusual`: the share of `compared` cases that are less so."""

    kind: str
    key: str
    unusual: float
    compared: int
    facts: dict[str, Any] = field(default_factory=dict)
    supplier_id: int | None = None
    place_id: int | None = None
    drug_id: int | None = None
    contract_line_id: int | None = None
    order_id: int | None = None


class Ranking:
    """Where a value stands among all."""

    def __init__(self, values: Iterable[float]) -> None:
        self._values = sorted(values)

    def unusual(self, value: float) -> float:
        """The share of all that is less."""
        if not self._values:
            return 0.0
        return min(MOST_UNUSUAL, bisect_left(self._values, value) / len(self._values))


def spread(values: Sequence[float], floor: float) -> float:
    """A robust standard deviation: one that a few wild values do not widen; never below the floor."""
    middle = median(values)
    return max(floor, MAD_TO_SD * median(abs(value - middle) for value in values))


def tail(chances: Sequence[float], at_least: int) -> float:
    """The probability that so many or more of independent things happen, each with its own chance."""
    counts = [1.0]
    for chance in chances:
        counts = [
            (counts[n] if n < len(counts) else 0.0) * (1 - chance) + (counts[n - 1] * chance if n else 0.0)
            for n in range(len(counts) + 1)
        ]
    return min(1.0, math.fsum(counts[at_least:]))
