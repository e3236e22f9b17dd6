"""What to expect of one open order today, in a form that a row can keep. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from supply.performance.arrival import Known

# Days from today that an order's page tells the probability for.
TOLD_DAYS = (1, 3, 7, 14, 21, 28, 42, 60, 90)
# Past its deadline an order is asked about the coming week.
NEXT_DAYS = 7


@dataclass(frozen=True, slots=True)
class Expectation:
    """`expected_on`: the day by which it comes with the probability that plans count on; None: it cannot be said.

    `probability`: that it comes by its deadline, or within the coming week once that is today or past.
    """

    expected_on: date | None
    probability: float
    facts: dict[str, Any]


def expect(known: Known, *, deadline_on: date, promised_on: date | None, threshold: float, today: date) -> Expectation:
    """A day that the supplier announced may put the arrival off; only the record brings it nearer."""
    since = (today - deadline_on).days
    first = known.curve.first_day(since, threshold)
    expected = None if first is None or known.basis == "none" else deadline_on + timedelta(days=first)
    if expected is not None and promised_on is not None:
        expected = max(expected, promised_on)
    until = deadline_on if deadline_on > today else today + timedelta(days=NEXT_DAYS)

    def by(day: date) -> float:
        return round(known.curve.probability(since, (day - deadline_on).days), 4)

    return Expectation(
        expected,
        by(until),
        {
            "n": known.pair,
            "supplier": known.supplier,
            "all": known.everybody,
            "basis": known.basis,
            "threshold": threshold,
            "as_of": today.isoformat(),
            "until": until.isoformat(),
            "by_day": [[day.isoformat(), by(day)] for day in (today + timedelta(days=n) for n in TOLD_DAYS)],
        },
    )
