"""When pieces that were sent arrive, and how sure that is. Pure."""

from __future__ import annotations

from datetime import date, timedelta

# Until a unit has accepted a transfer nobody knows how long one takes to it.
USUAL_DAYS = 3


def arrival(dispatched_on: date, expected_on: date | None, usual_days: int | None, today: date) -> tuple[date, str]:
    """(day from which the pieces count, certainty as in `Certainty`).

    A day that somebody promised, else the days a transfer usually takes. What should have come before today comes
    tomorrow at the earliest, and is told as late.
    """
    usual = USUAL_DAYS if usual_days is None else usual_days
    day = expected_on or dispatched_on + timedelta(days=usual)
    if day < today:
        return today + timedelta(days=1), "late"
    return day, "dated" if expected_on else "estimated"


def order_arrival(expected_on: date, today: date) -> tuple[date, str]:
    """The same of what a supplier was asked for: from the day by which it comes with the probability that plans count
    on. It was never sent, so it is less sure than anything on its way; nothing of it can be there today."""
    return max(expected_on, today + timedelta(days=1)), "ordered"
