"""Days of rest of the whole country, as the table says; read once every few minutes."""

from __future__ import annotations

from datetime import date

from django.core.cache import cache

from delegations.models import Holiday

KEY = "holidays"
SECONDS = 300


def rest_days(first: date, last: date) -> frozenset[date]:
    """The days of rest from one day to another, both included."""
    days: list[date] | None = cache.get(KEY)
    if days is None:
        days = list(Holiday.objects.values_list("day", flat=True))
        cache.set(KEY, days, SECONDS)
    return frozenset(day for day in days if first <= day <= last)


def forget() -> None:
    """The table has changed."""
    cache.delete(KEY)
