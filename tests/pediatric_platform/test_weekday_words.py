from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from delegations.wording import weekday_text
from pediatric_platform.templatetags.plans import weekday


@pytest.mark.parametrize(
    ("language", "day", "text"),
    [
        ("es-mx", date(2026, 11, 18), "mié 18 nov"),
        ("es-mx", date(2026, 11, 21), "sáb 21 nov"),
        ("en", date(2026, 11, 18), "Wed 18 Nov"),
    ],
)
def test_short_weekdays_keep_their_accents(language, day, text):
    with translation.override(language):
        assert weekday_text(day) == text


def test_a_day_of_another_year_says_which():
    with translation.override("es-mx"):
        assert weekday(date(2030, 1, 2)) == "mié 2 ene 2030"
