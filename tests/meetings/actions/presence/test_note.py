"""Presence as the secretary notes it, and each person their own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from delegations.models import AuditEvent
from meetings.actions.presence import note_presence, represent, settle_absent
from meetings.errors.presence import (
    AbsenceTooEarly,
    AttendanceIsSigned,
    DoorsClosed,
    DoorsNotOpen,
    MeetingWasCancelled,
    NobodyIsExpected,
    NobodyRepresents,
    NotByYourself,
    NotYourPresence,
    PresenceChanged,
)
from meetings.models import Attendance, Meeting
from tests.factories.meetings import AttendanceFactory, MeetingFactory, MinutesFactory, ended, running, signed


@pytest.fixture
def row(ana) -> Attendance:
    """Ana, called to a meeting that runs."""
    return AttendanceFactory(meeting=running(MeetingFactory()), person=ana, name=ana.full_name)


def test_the_secretary_marks_somebody_present_and_takes_it_back(row, olga):
    note_presence(attendance=row, presence="present", by=olga)
    row.refresh_from_db()
    assert (row.presence, row.noted_via, row.noted_by) == ("present", "secretary", olga)
    note_presence(attendance=row, presence="expected", by=olga)
    row.refresh_from_db()
    assert (row.presence, row.noted_at, row.noted_via, row.noted_by) == ("expected", None, "", None)
    events = AuditEvent.objects.filter(type="presence.noted").order_by("id")
    assert [(event.before["presence"], event.after["presence"]) for event in events] == [
        ("expected", "present"), ("present", "expected"),
    ]  # fmt: skip


def test_the_trail_names_nobody(rosa, olga):
    row = AttendanceFactory(meeting=running(MeetingFactory()), person=rosa, name=rosa.full_name, kind="family")
    represent(attendance=row, represented_by="Juan el Papá", by=olga)
    event = AuditEvent.objects.get(type="presence.noted")
    told = f"{event.target_label} {event.before} {event.after}"
    assert "Rosa" not in told
    assert "Juan" not in told


def test_the_same_twice_leaves_one_event(row, olga):
    for _ in range(2):
        note_presence(attendance=row, presence="present", by=olga)
    assert AuditEvent.objects.filter(type="presence.noted").count() == 1


def test_whoever_came_meanwhile_is_not_marked_absent(row, olga):
    Attendance.objects.filter(pk=row.pk).update(presence="present", noted_at=timezone.now(), noted_via="qr")
    with pytest.raises(PresenceChanged, match="Presente"):
        note_presence(attendance=row, presence="absent", was="expected", by=olga)
    row.refresh_from_db()
    assert row.presence == "present"


def test_only_the_keeper_of_minutes_notes_others(row, beto, ana):
    for person in (beto, ana):
        with pytest.raises(NotYourPresence):
            note_presence(attendance=row, presence="present", by=person)
    with pytest.raises(NotYourPresence):
        note_presence(attendance=row, presence="present", via="self", by=beto)


def test_one_says_from_ones_account_who_comes_instead(row, ana):
    represent(attendance=row, represented_by="  Luis   Robles ", by=ana)
    row.refresh_from_db()
    assert (row.presence, row.represented_by, row.noted_via) == ("represented", "Luis Robles", "self")
    with pytest.raises(NobodyRepresents):
        represent(attendance=row, represented_by=" ", by=ana)
    with pytest.raises(NotByYourself):
        note_presence(attendance=row, presence="absent", via="self", by=ana)


def test_two_hours_before_one_excuses_oneself_but_is_not_there_yet(ana, olga):
    meeting = MeetingFactory(starts_at=timezone.now() + timedelta(hours=2))
    row = AttendanceFactory(meeting=meeting, person=ana)
    for via, by in (("self", ana), ("secretary", olga)):
        with pytest.raises(DoorsNotOpen):
            note_presence(attendance=row, presence="present", via=via, by=by)
    with pytest.raises(AbsenceTooEarly):
        note_presence(attendance=row, presence="absent", by=olga)
    assert note_presence(attendance=row, presence="excused", via="self", by=ana).presence == "excused"


def test_an_hour_before_it_begins_the_doors_are_open(ana):
    meeting = MeetingFactory(starts_at=timezone.now() + timedelta(minutes=59))
    row = AttendanceFactory(meeting=meeting, person=ana)
    assert note_presence(attendance=row, presence="present", via="self", by=ana).presence == "present"


def test_after_the_end_only_the_secretary_corrects(row, ana, olga):
    ended(row.meeting)
    with pytest.raises(DoorsClosed):
        note_presence(attendance=row, presence="present", via="self", by=ana)
    assert note_presence(attendance=row, presence="present", by=olga).presence == "present"
    with pytest.raises(NobodyIsExpected):
        note_presence(attendance=row, presence="expected", by=olga)


def test_signed_minutes_keep_their_list(row, olga):
    ended(row.meeting)
    signed(MinutesFactory(meeting=row.meeting), olga)
    with pytest.raises(AttendanceIsSigned):
        note_presence(attendance=row, presence="present", by=olga)


def test_a_cancelled_meeting_has_no_attendance(ana, olga):
    row = AttendanceFactory(person=ana)
    Meeting.objects.filter(pk=row.meeting_id).update(state="cancelled", cancelled_reason="Sin luz")
    with pytest.raises(MeetingWasCancelled):
        note_presence(attendance=row, presence="excused", by=olga)


def test_closing_makes_absent_whoever_was_still_expected(row, olga):
    came = AttendanceFactory(meeting=row.meeting)
    excused = AttendanceFactory(meeting=row.meeting)
    note_presence(attendance=came, presence="present", by=olga)
    note_presence(attendance=excused, presence="excused", by=olga)
    assert settle_absent(meeting=row.meeting, by=olga) == 1
    assert settle_absent(meeting=row.meeting, by=olga) == 0
    found = dict(Attendance.objects.filter(meeting=row.meeting).values_list("pk", "presence"))
    assert found == {row.pk: "absent", came.pk: "present", excused.pk: "excused"}
    assert AuditEvent.objects.get(type="presence.settled").after == {"absent": 1}


def test_nobody_else_settles(row, beto):
    with pytest.raises(NotYourPresence):
        settle_absent(meeting=row.meeting, by=beto)
