"""Ages on a day, by birthdays. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal


def birthday(born: date, years: int) -> date:
    """The day on which so many years are complete; born on 29 February: 1 March in a common year."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def years_on(born: date, day: date) -> int:
    """Whole years on a day; negative before birth."""
    years = day.year - born.year
    return years if birthday(born, years) <= day else years - 1


def has_reached(born: date, age: Decimal | int, day: date) -> bool:
    """Whether the child is at least that old; a fraction is of the days between two birthdays."""
    whole = int(age)
    since = birthday(born, whole)
    fraction = Decimal(age) - whole
    if fraction:
        length = (birthday(born, whole + 1) - since).days
        since += timedelta(days=round(length * fraction))
    return day >= since
