"""Meetings planned ahead: numbered, across days of rest, again and again without doubling."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from delegations.models import AuditEvent, Holiday, Person
from delegations.selectors import holidays
from meetings.actions.meetings import move_meeting, plan_meetings, unplan_meetings
from meetings.actions.series import SeriesFacts, change_series, make_series, retire_series
from meetings.errors.series import FactWrong, NotYoursToCall
from meetings.models import Meeting, Series
from pediatric_platform.errors.editing import StaleEdition
from tests.factories.meetings import AgendaItemFactory, AttendanceFactory, ReviewFactory, SnapshotFactory

pytestmark = pytest.mark.django_db
FACTS = SeriesFacts(name="Sesión semanal de prueba", anchor_on=date(2026, 9, 2), starts_at=time(18), place="Sala 1")
NOW = datetime(2026, 9, 1, 12, tzinfo=ZoneInfo("America/Mexico_City"))


@pytest.fixture(autouse=True)
def _september(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for day in (date(2026, 9, 16), date(2026, 12, 25), date(2027, 1, 1)):
        Holiday.objects.create(day=day, name="Día de prueba", source="Ley de prueba")
    holidays.forget()
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    yield
    holidays.forget()


def _days(series: Series) -> list[tuple[int, date]]:
    return [(meeting.number, meeting.on) for meeting in series.meetings.order_by("number").select_related("series")]


def _planned(facts: SeriesFacts, until: date, by: Person) -> Series:
    series = make_series(facts=facts, by=by)
    plan_meetings(series=series, until=until, by=by)
    return series


def test_a_series_has_its_next_twelve_weeks_at_once(olga: Person) -> None:
    series = make_series(facts=FACTS, by=olga)

    first = series.meetings.get(number=1)
    assert series.code == "sesion-semanal-de-prueba"
    assert series.meetings.count() == 12
    assert first.starts_at == datetime(2026, 9, 3, 0, tzinfo=UTC)
    assert (first.place, first.week, first.called_at) == ("Sala 1", date(2026, 8, 24), None)
    assert AuditEvent.objects.filter(type="meetings.planned").count() == 1


def test_a_session_moved_across_a_public_holiday(olga: Person) -> None:
    """16 September 2026 is a Wednesday: the third meets on Thursday, keeps its number, and the next ones their day."""
    series = make_series(facts=FACTS, by=olga)

    third = series.meetings.get(number=3)
    assert (third.planned_on, third.on) == (date(2026, 9, 16), date(2026, 9, 17))
    assert third.was_moved
    assert third.local_start.time() == time(18)
    assert third.week == date(2026, 9, 7)
    assert _days(series)[3] == (4, date(2026, 9, 23))


def test_moved_by_the_holiday_and_then_by_people_it_still_keeps_its_number_and_day(olga: Person) -> None:
    series = make_series(facts=FACTS, by=olga)
    third = series.meetings.get(number=3)
    friday = datetime(2026, 9, 18, 10, tzinfo=series.zone)

    move_meeting(meeting=third, starts_at=friday, place="Sala 2", video_link="", reason="Desfile el jueves", by=olga)
    plan_meetings(series=series, until=date(2026, 12, 31), by=olga)

    third.refresh_from_db()
    assert (third.number, third.planned_on, third.on) == (3, date(2026, 9, 16), date(2026, 9, 18))
    assert third.place == "Sala 2"
    assert third.moved_reason == "Desfile el jueves"


def test_two_fridays_of_rest_at_the_end_of_the_year(olga: Person) -> None:
    fridays = replace(FACTS, anchor_on=date(2026, 12, 18))
    series = _planned(fridays, date(2027, 1, 8), olga)
    assert _days(series) == [
        (1, date(2026, 12, 18)),
        (2, date(2026, 12, 28)),
        (3, date(2027, 1, 4)),
        (4, date(2027, 1, 8)),
    ]


def test_a_series_that_skips_days_of_rest_leaves_no_hole_in_its_numbers(olga: Person) -> None:
    series = _planned(replace(FACTS, rest_rule="skip"), date(2026, 9, 30), olga)
    assert _days(series)[:3] == [(1, date(2026, 9, 2)), (2, date(2026, 9, 9)), (3, date(2026, 9, 23))]


def test_in_tijuana_the_hour_stays_on_the_wall_when_the_clocks_change(olga: Person) -> None:
    series = _planned(replace(FACTS, time_zone="America/Tijuana"), date(2026, 11, 30), olga)
    before = series.meetings.get(planned_on=date(2026, 10, 28))
    after = series.meetings.get(planned_on=date(2026, 11, 4))
    assert before.local_start.time() == after.local_start.time() == time(18)
    assert after.starts_at - before.starts_at == timedelta(days=7, hours=1)


def test_planned_twice_is_planned_once(olga: Person) -> None:
    series = make_series(facts=FACTS, by=olga)
    before = _days(series)
    again = plan_meetings(series=series, until=date(2026, 11, 24), by=None)
    assert (again.new, again.realigned, _days(series)) == ([], [], before)
    assert AuditEvent.objects.filter(type="meetings.planned").count() == 1


def test_a_day_of_rest_that_is_added_later_moves_what_nobody_was_called_to(olga: Person) -> None:
    series = make_series(facts=FACTS, by=olga)
    called = series.meetings.get(planned_on=date(2026, 9, 9))
    Meeting.objects.filter(pk=called.pk).update(called_at=NOW)
    for day in (date(2026, 9, 9), date(2026, 9, 23)):
        Holiday.objects.create(day=day, name="Día de prueba", source="Ley de prueba")
    holidays.forget()

    done = plan_meetings(series=series, until=date(2026, 11, 24), by=None)

    called.refresh_from_db()
    assert done.realigned == [4]
    assert series.meetings.get(number=4).on == date(2026, 9, 24)
    assert called.on == date(2026, 9, 9)


def test_another_hour_is_taken_over_by_what_nobody_was_called_to(olga: Person) -> None:
    series = make_series(facts=FACTS, by=olga)
    Meeting.objects.filter(series=series, number=1).update(called_at=NOW)

    change_series(series=series, facts=replace(FACTS, starts_at=time(17), place="Sala 9"), edition=1, by=olga)

    first, second = (series.meetings.get(number=number) for number in (1, 2))
    assert (first.local_start.hour, first.place) == (18, "Sala 1")
    assert (second.local_start.hour, second.place, second.revision) == (17, "Sala 9", 1)


def test_another_weekday_plans_anew_from_what_people_have_worked_for(olga: Person) -> None:
    series = make_series(facts=FACTS, by=olga)
    AgendaItemFactory(meeting=series.meetings.get(number=2), added_by=olga)

    change_series(series=series, facts=replace(FACTS, anchor_on=date(2026, 9, 3)), by=olga)

    assert _days(series)[:4] == [
        (1, date(2026, 9, 2)),
        (2, date(2026, 9, 9)),
        (3, date(2026, 9, 10)),
        (4, date(2026, 9, 17)),
    ]
    series.refresh_from_db()
    assert series.weekday == 4


def test_a_series_out_of_use_plans_nothing_and_keeps_what_was_called(olga: Person) -> None:
    series = make_series(facts=FACTS, by=olga)
    Meeting.objects.filter(series=series, number=2).update(called_at=NOW)

    retire_series(series=series, by=olga)

    assert [number for number, _day in _days(series)] == [1, 2]
    assert not plan_meetings(series=series, until=date(2027, 1, 1), by=None).new
    retire_series(series=series, is_active=True, by=olga)
    assert series.meetings.count() == 12


def test_two_who_change_a_series_at_once_and_the_second_is_told(olga: Person) -> None:
    series = make_series(facts=FACTS, by=olga)
    change_series(series=series, facts=replace(FACTS, place="Sala 2"), edition=1, by=olga)
    with pytest.raises(StaleEdition) as refused:
        change_series(series=series, facts=replace(FACTS, place="Sala 3"), edition=1, by=olga)
    assert refused.value.who == "Olga de Oficina Central"


def test_only_central_office_makes_series(beto: Person, admin: Person) -> None:
    for person in (beto, admin):
        with pytest.raises(NotYoursToCall):
            make_series(facts=FACTS, by=person)


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("name", replace(FACTS, name="  ")),
        ("time_zone", replace(FACTS, time_zone="America/Marte")),
        ("minutes", replace(FACTS, minutes=4)),
        ("every_weeks", replace(FACTS, every_weeks=0)),
        ("quorum", replace(FACTS, quorum=101)),
    ],
)
def test_a_fact_that_cannot_be_is_refused_at_its_field(olga: Person, field: str, facts: SeriesFacts) -> None:
    with pytest.raises(FactWrong) as refused:
        make_series(facts=facts, by=olga)
    assert refused.value.field == field
    assert not Series.objects.exists()


def test_what_is_taken_off_was_never_called(olga: Person) -> None:
    series = make_series(facts=FACTS, by=olga)
    Meeting.objects.filter(series=series, number__lte=3).update(called_at=NOW)
    assert unplan_meetings(series=series, by=olga) == 9


@pytest.mark.parametrize("made", [AttendanceFactory, ReviewFactory, SnapshotFactory])
def test_a_meeting_that_somebody_has_prepared_stays_with_those_before_it(olga: Person, made: Any) -> None:
    series = make_series(facts=FACTS, by=olga)
    made(meeting=series.meetings.get(number=3))
    assert unplan_meetings(series=series, by=olga) == 9
    assert sorted(series.meetings.values_list("number", flat=True)) == [1, 2, 3]
