"""The list put right by whoever keeps the minutes, and who may be named."""

from __future__ import annotations

import pytest
from django.db import transaction

from delegations.models import AuditEvent
from meetings.actions.presence import (
    add_participant,
    correct_participant,
    say_naming_consent,
    strike_participant,
)
from meetings.actions.presence.correct import ParticipantFacts
from meetings.errors.presence import AlreadyOnTheList, NotARelative, NotYourPresence, WasCalled
from meetings.models import Attendance, Meeting
from tests.factories.meetings import (
    AttendanceFactory,
    MeetingFactory,
    MemberFactory,
    MinutesFactory,
    SeriesFactory,
    ended,
    running,
    signed,
)


@pytest.fixture
def meeting(db) -> Meeting:
    return running(MeetingFactory())


def _facts(**facts) -> ParticipantFacts:
    return ParticipantFacts(**{"kind": "ministry", "name": "Luis Robles", "organisation": "Hacienda", **facts})


def test_somebody_who_just_came_is_present_and_counts_only_if_it_is_said(meeting, olga):
    came = add_participant(meeting=meeting, facts=_facts(), by=olga)
    row = came.attendance
    assert (came.is_new, row.presence, row.noted_via, row.is_required) == (True, "present", "secretary", False)
    again = add_participant(meeting=meeting, facts=_facts(name="LUIS ROBLES"), by=olga)
    assert (again.again, again.attendance.pk) == (True, row.pk)
    assert add_participant(
        meeting=meeting, facts=_facts(name="Ana R.", is_required=True), by=olga
    ).attendance.is_required


def test_whoever_was_called_is_marked_not_added(meeting, olga, ana):
    row = AttendanceFactory(meeting=meeting, person=ana)
    came = add_participant(meeting=meeting, person=ana, by=olga)
    assert (came.is_new, came.attendance.pk, came.attendance.presence) == (False, row.pk, "present")


def test_nobody_else_puts_the_list_right(meeting, beto):
    row = AttendanceFactory(meeting=meeting, person=None, name="X")
    for act in (
        lambda: add_participant(meeting=meeting, facts=_facts(), by=beto),
        lambda: correct_participant(attendance=row, facts=_facts(), by=beto),
        lambda: strike_participant(attendance=row, by=beto),
    ):
        with pytest.raises(NotYourPresence):
            act()


def test_a_misspelt_guest_is_corrected_and_an_account_keeps_its_name(meeting, olga, ana):
    guest = AttendanceFactory(meeting=meeting, person=None, name="Luiz Robles")
    correct_participant(attendance=guest, facts=_facts(email="Luis@example.com", is_required=True), by=olga)
    guest.refresh_from_db()
    assert (guest.name, guest.email, guest.kind, guest.is_required) == (
        "Luis Robles", "luis@example.com", "ministry", True,
    )  # fmt: skip
    account = AttendanceFactory(meeting=meeting, person=ana, name="Ana", email="ana@example.org")
    correct_participant(attendance=account, facts=_facts(name="Otra", kind="institute", post="Directora"), by=olga)
    account.refresh_from_db()
    assert (account.name, account.email, account.post) == ("Ana", "ana@example.org", "Directora")
    assert AuditEvent.objects.filter(type="presence.corrected").count() == 2


def test_two_guests_cannot_become_one_by_correcting(meeting, olga):
    AttendanceFactory(meeting=meeting, person=None, name="Luis Robles", organisation="Hacienda")
    other = AttendanceFactory(meeting=meeting, person=None, name="Otro")
    with pytest.raises(AlreadyOnTheList), transaction.atomic():
        correct_participant(attendance=other, facts=_facts(name="luis robles"), by=olga)
    other.refresh_from_db()
    assert other.name == "Otro"


def test_a_row_too_many_is_struck_and_the_called_stay(meeting, olga):
    extra = add_participant(meeting=meeting, facts=_facts(), by=olga).attendance
    strike_participant(attendance=extra, by=olga)
    assert not Attendance.objects.filter(pk=extra.pk).exists()
    called = AttendanceFactory(meeting=meeting, member=MemberFactory(series=meeting.series))
    with pytest.raises(WasCalled):
        strike_participant(attendance=called, by=olga)


def test_consent_holds_for_the_member_and_every_list_not_signed_yet(rosa, olga):
    series = SeriesFactory(with_families=True)
    member = MemberFactory(series=series, person=rosa, kind="family")
    meetings = [running(MeetingFactory(series=series)) for _ in range(1)]
    old = ended(MeetingFactory(series=SeriesFactory(), presence_key="vieja"))
    frozen, now = (
        AttendanceFactory(meeting=one, person=rosa, member=member, kind="family", name=rosa.full_name)
        for one in (old, meetings[0])
    )
    signed(MinutesFactory(meeting=old), olga)
    assert say_naming_consent(may_be_named=True, by=rosa) == 2
    for row in (member, frozen, now):
        row.refresh_from_db()
    assert (member.may_be_named, now.may_be_named, frozen.may_be_named) == (True, True, False)
    assert member.named_said_at is not None
    # Taken back, from the list of the secretary.
    assert say_naming_consent(may_be_named=False, attendance=now, by=olga) == 2
    now.refresh_from_db()
    assert not now.may_be_named
    assert say_naming_consent(may_be_named=False, member=member, by=rosa) == 0
    assert [event.after for event in AuditEvent.objects.filter(type="presence.naming_said").order_by("id")] == [
        {"may_be_named": True}, {"may_be_named": False},
    ]  # fmt: skip


def test_consent_of_a_guest_is_only_of_that_row(meeting):
    rows = [AttendanceFactory(meeting=meeting, person=None, kind="family", name=name) for name in ("Uno", "Dos")]
    assert say_naming_consent(may_be_named=True, attendance=rows[0], by=None) == 1
    rows[1].refresh_from_db()
    assert not rows[1].may_be_named


def test_nobody_consents_for_somebody_else(meeting, rosa, ana):
    row = AttendanceFactory(meeting=meeting, person=rosa, kind="family")
    with pytest.raises(NotYourPresence):
        say_naming_consent(may_be_named=True, attendance=row, by=ana)
    with pytest.raises(NotYourPresence):
        say_naming_consent(may_be_named=True, by=None)


def test_staff_is_not_asked(meeting, ana):
    row = AttendanceFactory(meeting=meeting, person=ana)
    with pytest.raises(NotARelative):
        say_naming_consent(may_be_named=True, attendance=row, by=ana)
