from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.management import call_command

from delegations.models import AuditEvent, Holiday
from delegations.selectors.holidays import forget, rest_days

pytestmark = pytest.mark.django_db


def days(year: int) -> set[date]:
    return set(rest_days(date(year, 1, 1), date(year, 12, 31)))


def test_days_of_rest_of_2026_by_hand():
    call_command("load_holidays", verbosity=0)
    assert days(2026) == {
        date(2026, 1, 1), date(2026, 2, 2), date(2026, 3, 16), date(2026, 5, 1), date(2026, 9, 16),
        date(2026, 11, 16), date(2026, 12, 25),
    }  # fmt: skip


def test_every_year_has_seven_and_that_of_a_new_government_eight():
    call_command("load_holidays", verbosity=0)
    for year in range(2024, 2037):
        changes = year in (2024, 2030, 2036)
        assert len(days(year)) == 7 + changes
        assert (date(year, 10, 1) in days(year)) == changes
        moved = [day for day in days(year) if day.month in (2, 3, 11)]
        assert [day.weekday() for day in moved] == [0, 0, 0]


def test_loaded_again_nothing_changes_and_what_was_read_before_is_forgotten():
    forget()
    assert rest_days(date(2026, 1, 1), date(2026, 12, 31)) == frozenset()
    call_command("load_holidays", verbosity=0)
    assert days(2026)
    count = Holiday.objects.count()
    call_command("load_holidays", verbosity=0)
    assert Holiday.objects.count() == count
    assert AuditEvent.objects.filter(type="holidays.loaded").count() == 1
    assert not rest_days(date(2026, 1, 2), date(2026, 1, 2) + timedelta(days=20))
