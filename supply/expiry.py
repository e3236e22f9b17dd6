"""How soon a lot expires, as pages mark it. Pure: no ORM."""

from __future__ import annotations

from datetime import date

HORIZONS = (30, 60, 90)
EXPIRED = 0


def expiry_mark(expires_on: date, day: date) -> int | None:
    """0 when expired on `day`, else the nearest horizon in days (30, 60, 90), else None. The last day still counts."""
    left = (expires_on - day).days
    if left < 0:
        return EXPIRED
    return next((days for days in HORIZONS if left <= days), None)
