"""The series that come with the program: loaded as often as one likes, and never over what people have changed."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from meetings.models import Series

pytestmark = pytest.mark.django_db


def test_the_weekly_session_is_on_wednesdays_at_six_with_families() -> None:
    call_command("load_series", verbosity=0)
    weekly = Series.objects.get(code="sesion-semanal-con-familias")
    assert (weekly.get_weekday_display(), weekly.starts_at, weekly.time_zone) == (
        "miércoles",
        time(18),
        "America/Mexico_City",
    )
    assert weekly.with_families
    assert weekly.members.count() == 2
    assert weekly.meetings.count() >= 11
    assert Series.objects.get(code="revision-nacional-de-abasto").has_reviews


def test_a_second_load_changes_nothing_not_even_what_people_have_changed() -> None:
    call_command("load_series", verbosity=0)
    Series.objects.filter(code="revision-nacional-de-abasto").update(starts_at=time(9))
    call_command("load_series", verbosity=0)
    assert Series.objects.count() == 2
    assert Series.objects.get(code="revision-nacional-de-abasto").starts_at == time(9)


def test_a_faulty_file_changes_nothing(tmp_path: Path) -> None:
    good = (Path("meetings/data/series.csv")).read_text()
    bad = tmp_path / "series.csv"
    bad.write_text(good.replace("10:00", "a las diez").replace("central_office;deleg", "jefe;deleg"))
    with pytest.raises(CommandError):
        call_command("load_series", file=bad, verbosity=0)
    assert not Series.objects.exists()
