from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pediatric_platform.ages import birthday, has_reached, years_on


@pytest.mark.parametrize(
    ("day", "years"),
    [(date(2026, 5, 16), 6), (date(2026, 5, 17), 7), (date(2027, 5, 16), 7), (date(2019, 5, 17), 0)],
)
def test_years_are_complete_on_the_birthday_and_not_the_day_before(day, years):
    assert years_on(date(2019, 5, 17), day) == years


def test_a_birthday_of_29_february_is_1_march_in_a_common_year():
    assert birthday(date(2020, 2, 29), 6) == date(2026, 3, 1)
    assert birthday(date(2020, 2, 29), 8) == date(2028, 2, 29)
    assert years_on(date(2020, 2, 29), date(2026, 2, 28)) == 5


def test_a_fraction_of_a_year_is_of_the_days_between_two_birthdays():
    # From 17 May 2019 to 17 May 2020 there are 366 days: half a year is 183 of them.
    assert not has_reached(date(2019, 5, 17), Decimal("0.5"), date(2019, 11, 15))
    assert has_reached(date(2019, 5, 17), Decimal("0.5"), date(2019, 11, 16))
