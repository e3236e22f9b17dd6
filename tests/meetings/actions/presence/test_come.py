"""Whoever comes by link or by the code in the room has one row, however they are recognised."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from delegations.models import AuditEvent
from delegations.selectors.links import fingerprint
from meetings.actions.presence import answer_by_link, come, come_by_link, come_by_room
from meetings.errors.presence import (
    BadParticipantEmail,
    DoorsClosed,
    DoorsNotOpen,
    NobodyRepresents,
    NotByYourself,
    ParticipantFactMissing,
    RoomIsFull,
    UnknownPresenceLink,
    UnknownRoom,
)
from meetings.models import Attendance, Meeting
from meetings.naming_consent import shown_name
from tests.factories.meetings import AttendanceFactory, MeetingFactory, ended, running

KEY = "sala-de-prueba"


@pytest.fixture
def meeting(db) -> Meeting:
    return running(MeetingFactory(presence_key=KEY))


@pytest.fixture
def guest(meeting) -> Attendance:
    """Somebody from outside, called by a link."""
    return AttendanceFactory(
        meeting=meeting, person=None, kind="supplier", name="Laura Ñúñez", organisation="Laboratorio de prueba",
        email="laura@example.com", token_hash=fingerprint("enlace"),
    )  # fmt: skip


def _guest(**facts):
    told = {"name": "Laura Ñúñez", "organisation": "Laboratorio de prueba", "kind": "supplier", **facts}
    return come_by_room(key=KEY, **told)


def test_the_link_of_the_mail_is_one_press_and_a_second_changes_nothing(guest):
    first = come_by_link(token="enlace")
    noted = first.attendance.noted_at
    again = come_by_link(token="enlace")
    guest.refresh_from_db()
    assert (guest.presence, guest.noted_via, guest.noted_by) == ("present", "link", None)
    assert (first.again, again.again, guest.noted_at) == (False, True, noted)
    assert AuditEvent.objects.filter(type="presence.noted").count() == 1


@pytest.mark.parametrize("token", ["", "otro", "enlace "])
def test_another_link_is_nobodys(guest, token):
    with pytest.raises(UnknownPresenceLink):
        come_by_link(token=token)


def test_the_link_excuses_and_names_who_comes_instead(guest):
    Meeting.objects.filter(pk=guest.meeting_id).update(state="running", starts_at=timezone.now() + timedelta(days=3))
    answer_by_link(token="enlace", presence="excused")
    answer_by_link(token="enlace", presence="represented", represented_by="Luis Robles")
    guest.refresh_from_db()
    assert (guest.presence, guest.represented_by) == ("represented", "Luis Robles")
    with pytest.raises(NobodyRepresents):
        answer_by_link(token="enlace", presence="represented")
    with pytest.raises(NotByYourself):
        answer_by_link(token="enlace", presence="absent")
    # They came after all.
    come_by_link(token="enlace")
    guest.refresh_from_db()
    assert (guest.presence, guest.represented_by) == ("present", "")


def test_before_the_doors_open_and_after_they_close_nobody_is_there(meeting, guest):
    soon = MeetingFactory(presence_key="sala-manana")
    AttendanceFactory(meeting=soon, person=None, name="X", token_hash=fingerprint("manana"))
    with pytest.raises(DoorsNotOpen):
        come_by_link(token="manana")
    with pytest.raises(DoorsNotOpen):
        come_by_room(key="sala-manana", name="X", kind="family")
    ended(meeting)
    with pytest.raises(DoorsClosed):
        come_by_link(token="enlace")
    with pytest.raises(DoorsClosed):
        _guest()


@pytest.mark.parametrize("key", ["", "otra"])
def test_another_code_is_of_no_room(meeting, key):
    with pytest.raises(UnknownRoom):
        come_by_room(key=key, name="X", kind="family")


def test_an_account_that_was_called_is_its_own_row(meeting, ana):
    row = AttendanceFactory(meeting=meeting, person=ana)
    came = come_by_room(key=KEY, person=ana)
    row.refresh_from_db()
    assert (came.attendance.pk, came.is_new, row.noted_via, row.noted_by) == (row.pk, False, "qr", ana)


def test_an_account_that_nobody_called_joins_the_list_once(meeting, ana):
    first, again = (come_by_room(key=KEY, person=ana) for _ in range(2))
    assert (first.is_new, again.again, again.attendance.pk) == (True, True, first.attendance.pk)
    row = first.attendance
    assert (row.kind, row.name, row.is_required) == ("institute", ana.full_name, False)


def test_a_relative_with_an_account_is_of_the_families(meeting, rosa):
    assert come_by_room(key=KEY, person=rosa).attendance.kind == "family"


@pytest.mark.parametrize(
    "facts",
    [
        {"email": " LAURA@example.com", "name": "L. Nuñez"},
        {"name": "laura nunez"},
        {"organisation": ""},
        {"organisation": "LABORATORIO  DE PRUEBA", "kind": "ministry"},
    ],
    ids=["by mail", "by name", "without organisation", "other kind"],
)
def test_whoever_was_called_is_found_again(guest, facts):
    came = _guest(**facts)
    guest.refresh_from_db()
    assert (came.attendance.pk, came.is_new) == (guest.pk, False)
    assert (guest.presence, guest.noted_via, guest.name, guest.kind) == ("present", "qr", "Laura Ñúñez", "supplier")


def test_namesakes_with_two_mails_are_two_people(guest):
    other = _guest(email="otra.laura@example.com")
    assert other.is_new
    assert come_by_link(token="enlace").attendance.pk == guest.pk
    assert Attendance.objects.filter(presence="present").count() == 2


def test_namesakes_of_two_places_are_two_people(guest):
    assert _guest(organisation="Otra farmacéutica").is_new


def test_the_mail_of_an_account_is_that_accounts_row(meeting, ana):
    row = AttendanceFactory(meeting=meeting, person=ana, name=ana.full_name)
    came = come_by_room(key=KEY, name="Ana H.", kind="institute", email="ANA@example.org")
    assert came.attendance.pk == row.pk


def test_an_account_comes_before_a_guest_who_gave_its_mail(meeting, ana):
    AttendanceFactory(meeting=meeting, person=None, name="Anita", email=ana.email)
    row = AttendanceFactory(meeting=meeting, person=ana, name=ana.full_name)
    assert come_by_room(key=KEY, name="Ana H.", kind="institute", email=ana.email).attendance.pk == row.pk


def test_of_two_namesakes_the_one_still_expected_has_come(meeting):
    alike = {"meeting": meeting, "person": None, "kind": "supplier", "name": "Laura Ñúñez"}
    there = {"presence": "present", "noted_at": timezone.now(), "noted_via": "secretary"}
    AttendanceFactory(**alike, **there)  # she did not say where from
    expected = AttendanceFactory(**alike, organisation="Laboratorio de prueba")
    assert _guest().attendance.pk == expected.pk


def test_who_came_as_a_guest_and_then_signs_in_stays_one(meeting, ana):
    guest = come_by_room(key=KEY, name="Anita", kind="institute", email=ana.email).attendance
    came = come_by_room(key=KEY, person=ana)
    guest.refresh_from_db()
    assert (came.attendance.pk, came.again) == (guest.pk, True)
    assert (guest.person, guest.name) == (ana, ana.full_name)
    assert Attendance.objects.filter(meeting=meeting).count() == 1


def test_a_relative_who_names_another_kind_is_still_not_named(meeting, rosa):
    row = come_by_room(key=KEY, name="Rosa", kind="institute", email=rosa.email, may_be_named=False).attendance
    assert (row.kind, row.may_be_named) == ("family", False)


def test_a_family_says_whether_it_may_be_named_and_a_supplier_is_not_asked(meeting):
    family = come_by_room(key=KEY, name="Juana", kind="family", may_be_named=True).attendance
    supplier = come_by_room(key=KEY, name="Pedro", kind="supplier", may_be_named=True).attendance
    assert (family.may_be_named, supplier.may_be_named) == (True, False)


def test_what_is_missing_is_named_by_field(meeting):
    with pytest.raises(ParticipantFactMissing) as caught:
        _guest(name=" \u200b ")
    assert caught.value.field == "name"
    with pytest.raises(ParticipantFactMissing) as caught:
        _guest(kind="otra")
    assert caught.value.field == "kind"
    with pytest.raises(BadParticipantEmail):
        _guest(email="laura@")
    assert not Attendance.objects.exists()


def test_names_that_folding_does_not_know_are_told_apart(meeting):
    for name in ("王伟", "李娜", "王伟"):
        come_by_room(key=KEY, name=name, kind="supplier")
    assert Attendance.objects.count() == 2


def test_a_prank_is_stopped(meeting, monkeypatch):
    monkeypatch.setattr(come, "MOST_UNCALLED", 2)
    for name in ("Uno", "Dos"):
        _guest(name=name)
    with pytest.raises(RoomIsFull):
        _guest(name="Tres")
    assert _guest(name="Uno").again


def test_a_guest_who_turns_out_to_be_a_relative_is_initials_until_they_say_otherwise(meeting, rosa):
    AttendanceFactory(meeting=meeting, person=None, name="De paso", kind="ministry", email=rosa.email)
    row = come_by_room(key=meeting.presence_key, person=rosa).attendance
    assert (row.person, row.kind) == (rosa, "family")
    assert shown_name(row) != rosa.full_name
