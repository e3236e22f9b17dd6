from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from pediatric_platform.family.days import ago, heading, hour, listed, of, said, since

TODAY = date(2026, 11, 22)  # a Sunday
ZONE = ZoneInfo("America/Mexico_City")


@pytest.mark.parametrize(
    ("day", "text", "of_text"),
    [
        (date(2026, 11, 22), "hoy", "de hoy"),
        (date(2026, 11, 23), "mañana", "de mañana"),
        (date(2026, 11, 21), "ayer", "de ayer"),
        (date(2026, 11, 24), "el martes 24 de noviembre", "del martes 24 de noviembre"),
    ],
)
def test_days_as_people_say_them(day, text, of_text):
    assert said(day, TODAY) == text
    assert of(day, TODAY) == of_text


def test_a_day_of_another_year_says_so():
    assert said(date(2025, 11, 24), TODAY) == "el lunes 24 de noviembre de 2025"


def test_headings():
    assert heading(date(2026, 11, 23), TODAY) == "Mañana, lunes 23 de noviembre"
    assert heading(date(2026, 11, 26), TODAY) == "Jueves 26 de noviembre"


def test_hours():
    assert hour(datetime(2026, 11, 23, 12, tzinfo=ZONE)) == "a las 12:00"
    assert hour(datetime(2026, 11, 23, 1, 5, tzinfo=ZONE)) == "a la 1:05"
    assert hour(datetime(2026, 11, 23, 9, tzinfo=ZONE)) == "a las 9:00"


def test_lists_of_names():
    assert listed([]) == ""
    assert listed(["vincristina"]) == "vincristina"
    assert listed(["vincristina", "metotrexato"]) == "vincristina y metotrexato"
    assert listed(["mesna", "vincristina", "ifosfamida"]) == "mesna, vincristina e ifosfamida"
    assert listed(["mesna", "hidroxiurea"]) == "mesna e hidroxiurea"


def test_how_long_ago():
    assert [ago(0), ago(1), ago(4)] == ["hoy", "ayer", "hace 4 días"]
    assert since(datetime(2026, 11, 19, 9, tzinfo=ZONE), TODAY) == "desde el jueves 19 de noviembre"
