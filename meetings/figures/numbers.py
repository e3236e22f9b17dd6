"""Numbers and moments as frozen figures write them. Pure."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal


def percent(part: int, whole: int) -> float | None:
    """Per cent with one decimal; None of nothing."""
    return round(100 * part / whole, 1) if whole else None


def tenth(value: float | Decimal | None) -> float | None:
    """With one decimal; a zero has no sign."""
    return None if value is None else round(float(value), 1) + 0.0


def difference(now: float | None, before: float | None) -> float | None:
    """None where either is unknown: no data is not zero."""
    return None if now is None or before is None else tenth(now - before)


def iso(moment: datetime | date | None) -> str | None:
    return None if moment is None else moment.isoformat()
