"""Whether a weight and a height can be a child's of that age and sex, and whether they follow from the last ones. Pure.

The limits are data (`data/growth_limits.csv`, one line per sex and age in months, between two lines in proportion).
"Usual" is about three standard deviations around the median of WHO's child growth standards (birth to five years) and
growth reference (five to nineteen), written from memory: evidence "recall". A measure outside needs a reason, so a
limit that is some per cent off costs a sentence and nothing else. "Possible" lies far outside (half to nearly twice as
much): beyond it there is a slip of the pen.
"""

from __future__ import annotations

import csv
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "growth_limits.csv"
MONTH = 365.25 / 12
# A measure that leaves the last one by more than this, within as many days, is asked about: a slip, or another child.
JUMPS = ((30, Decimal("0.15")), (180, Decimal("0.30")), (365, Decimal("0.50")))
# Nobody grows shorter; this much is how two people measure.
SHRINKS = Decimal("2.0")


@dataclass(frozen=True, slots=True)
class Range:
    low: Decimal
    high: Decimal

    def holds(self, value: Decimal) -> bool:
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one sex and age: kilos and centimetres, usual and possible."""

    usual_kg: Range
    possible_kg: Range
    usual_cm: Range
    possible_cm: Range


@dataclass(frozen=True, slots=True)
class Measure:
    on: date
    kg: Decimal
    cm: Decimal


@lru_cache(maxsize=1)
def _table() -> dict[str, list[tuple[int, list[Decimal]]]]:
    table: dict[str, list[tuple[int, list[Decimal]]]] = {}
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            values = [Decimal(row[name]) for name in row if name not in ("sex", "months", "evidence")]
            table.setdefault(row["sex"], []).append((int(row["months"]), values))
    return table


def limits(sex: str, age_days: int) -> Limits:
    """The limits at an age, between the two lines of the table around it; beyond the last line, the last one's."""
    rows = _table()[sex]
    months = max(age_days, 0) / MONTH
    above = bisect_right([row[0] for row in rows], months)
    if above == len(rows):
        values = rows[-1][1]
    else:
        (from_month, low), (to_month, high) = rows[above - 1], rows[above]
        share = Decimal(str(round((months - from_month) / (to_month - from_month), 4)))
        values = [(a + (b - a) * share).quantize(Decimal("0.1")) for a, b in zip(low, high, strict=True)]
    return Limits(
        usual_kg=Range(values[0], values[1]),
        possible_kg=Range(values[2], values[3]),
        usual_cm=Range(values[4], values[5]),
        possible_cm=Range(values[6], values[7]),
    )


def allowed(days: int) -> Decimal | None:
    """By what share a figure may leave the last one in so many days; after a year by any."""
    return next((share for until, share in JUMPS if days <= until), None)


def jumps(new: Measure, last: Measure | None) -> list[str]:
    """Which of "kg", "cm" and "shorter" leaves the last measure faster than a child changes."""
    if last is None or new.on < last.on:
        return []
    found = []
    share = allowed((new.on - last.on).days)
    if share is not None:
        pairs = (("kg", new.kg, last.kg), ("cm", new.cm, last.cm))
        found += [name for name, now, before in pairs if abs(now - before) > share * before]
    if "cm" not in found and new.cm < last.cm - SHRINKS:
        found.append("shorter")
    return found
