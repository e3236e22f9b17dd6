"""The same date is written and read alike in both languages."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from django.utils import translation
from django.utils.formats import date_format, localize

from delegations.wording import day_in_full, week_text

DAY = date(2026, 11, 5)


@pytest.mark.parametrize("language", ["es-mx", "en"])
def test_the_day_comes_first_whatever_the_language(language: str) -> None:
    with translation.override(language):
        assert forms.DateField().clean("05/11/2026") == DAY
        assert forms.DateField().clean("2026-11-05") == DAY
        assert date_format(DAY, "SHORT_DATE_FORMAT") == "05/11/2026"
        assert localize(640122) == "640,122"


@pytest.mark.parametrize(
    ("language", "day", "week"),
    [
        ("es-mx", "jueves 5 de noviembre", "Semana 45 · 2–8 nov 2026"),
        ("en", "Thursday 5 November", "Week 45 · 2–8 Nov 2026"),
    ],
)
def test_months_are_written_as_the_language_does(language: str, day: str, week: str) -> None:
    with translation.override(language):
        assert day_in_full(DAY) == day
        assert week_text("2026-W45") == week
