"""A meeting is called: who sits for each post that day, each once, each with a link of their own, each told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError
from django.utils import timezone

from delegations.models import AuditEvent, Delegation, Notification, Person, Unit
from delegations.notify.deliver import deliver_due
from delegations.roles import Role
from delegations.selectors.links import fingerprint
from meetings.actions.meetings import (
    call_meeting,
    cancel_meeting,
    inviting,
    move_meeting,
    plan_and_call,
    remind,
    send_invitations,
)
from meetings.actions.meetings.remind import remind_meetings
from meetings.actions.series import MemberFacts, add_member
from meetings.errors.series import MeetingIsOver, NobodyToCall, NotYoursToCall
from meetings.models import Attendance, Meeting, Member, Series
from meetings.presence_token import token_of
from tests.factories.delegations import DelegationFactory, PersonFactory, PostingFactory, UnitFactory
from tests.factories.meetings import MeetingFactory, MemberFactory, SeriesFactory, ended

pytestmark = pytest.mark.django_db
REPRESENTATIVE = Role.DELEGATION_REPRESENTATIVE


@pytest.fixture
def series() -> Series:
    return SeriesFactory(name="Revisión de prueba")


@pytest.fixture
def meeting(series: Series) -> Meeting:
    """In five days, not called yet."""
    return MeetingFactory(series=series, starts_at=timezone.now() + timedelta(days=5), called_at=None)


def _post(series: Series, role: str, **place: Any) -> Member:
    member: Member = MemberFactory(series=series, person=None, role=role, **place)
    return member


def _guest(series: Series, name: str = "Proveedora de prueba", email: str = "prov@example.com") -> Member:
    member: Member = MemberFactory(series=series, kind="supplier", person=None, name=name, email=email)
    return member


def _called(meeting: Meeting) -> list[str]:
    return sorted(meeting.attendances.values_list("name", flat=True))


def test_a_post_over_every_delegation_calls_whoever_holds_each(
    series: Series, meeting: Meeting, delegation: Delegation, other_delegation: Delegation, olga: Person
) -> None:
    here = PostingFactory(role=REPRESENTATIVE, delegation=delegation).person
    _post(series, REPRESENTATIVE)

    done = call_meeting(meeting=meeting, edition=1, by=olga)

    row = Attendance.objects.get()
    assert (done.new, done.vacant) == (1, 1)  # Baja California has nobody
    assert (row.person, row.delegation, row.post) == (here, delegation, "Titular de la representación")
    assert done.meeting.called_at is not None


def test_whoever_stands_in_sits_for_an_absent_titular_and_a_substitute_where_there_is_none(
    series: Series, meeting: Meeting, delegation: Delegation, other_delegation: Delegation
) -> None:
    today = timezone.localdate()
    titular = PostingFactory(role=REPRESENTATIVE, delegation=delegation)
    acting = PostingFactory(
        role=REPRESENTATIVE, delegation=delegation, holding="acting", covers=titular, starts_on=today,
        ends_on=today + timedelta(days=9),
    )  # fmt: skip
    substitute = PostingFactory(role=REPRESENTATIVE, delegation=other_delegation, holding="substitute")
    _post(series, REPRESENTATIVE)

    call_meeting(meeting=meeting, by=None)

    assert _called(meeting) == sorted([acting.person.full_name, substitute.person.full_name])
    assert "encargo temporal" in Attendance.objects.get(person=acting.person).post


def test_whoever_leaves_before_that_day_is_not_called(series: Series, meeting: Meeting, delegation: Delegation) -> None:
    leaves = timezone.localdate() + timedelta(days=2)
    PostingFactory(role=REPRESENTATIVE, delegation=delegation, ends_on=leaves)
    comes = PostingFactory(role=REPRESENTATIVE, delegation=delegation, starts_on=leaves + timedelta(days=1)).person
    _post(series, REPRESENTATIVE, delegation=delegation)
    call_meeting(meeting=meeting, by=None)
    assert _called(meeting) == [comes.full_name]


def test_somebody_with_two_posts_sits_once(series: Series, meeting: Meeting, ana: Person, hospital: Unit) -> None:
    PostingFactory(person=ana, role=Role.PHARMACIST, unit=hospital)
    for role in (Role.UNIT_SUPPLY_MANAGER, Role.PHARMACIST):
        _post(series, role, unit=hospital)
    MemberFactory(series=series, person=ana)
    call_meeting(meeting=meeting, by=None)
    assert _called(meeting) == [ana.full_name]


def test_a_relative_keeps_their_child_s_hospital_out_of_the_list(
    series: Series, meeting: Meeting, rosa: Person
) -> None:
    MemberFactory(series=series, person=rosa, kind="family", may_be_named=True, named_said_at=timezone.now())
    call_meeting(meeting=meeting, by=None)
    row = Attendance.objects.get()
    assert (row.kind, row.person, row.posting, row.unit, row.post) == ("family", rosa, None, None, "")
    assert row.may_be_named


def test_called_again_it_adds_who_is_new_and_tells_nobody_twice(
    series: Series, meeting: Meeting, ana: Person, beto: Person, olga: Person
) -> None:
    MemberFactory(series=series, person=ana)
    _guest(series)
    call_meeting(meeting=meeting, by=olga)
    MemberFactory(series=series, person=beto)

    done = call_meeting(meeting=meeting, by=olga)

    assert (done.new, meeting.attendances.count()) == (1, 3)
    assert Notification.objects.filter(kind="meeting.called").count() == 2
    assert list(AuditEvent.objects.filter(type__startswith="meeting.called").values_list("type", flat=True)[:2]) == [
        "meeting.called_again",
        "meeting.called",
    ]


def test_two_hundred_are_called_in_a_handful_of_statements(
    series: Series, meeting: Meeting, olga: Person, django_assert_max_num_queries: Any
) -> None:
    role = Role.UNIT_SUPPLY_MANAGER
    delegation = DelegationFactory()
    for _number in range(50):
        PostingFactory(role=role, unit=UnitFactory(delegation=delegation))
    _post(series, role)
    for number in range(10):
        _guest(series, f"Invitada {number}", f"invitada{number}@example.com")
    with django_assert_max_num_queries(30) as few:
        call_meeting(meeting=meeting, by=olga)
    assert meeting.attendances.count() == 60

    people = [Person(email=f"p{n}@example.org", full_name=f"Persona {n}") for n in range(140)]
    Member.objects.bulk_create(
        [
            Member(series=series, kind="institute", person=person, since=timezone.localdate())
            for person in Person.objects.bulk_create(people)
        ]
    )
    with django_assert_max_num_queries(len(few) + 2):
        call_meeting(meeting=meeting, by=olga)
    assert meeting.attendances.count() == 200


def test_each_has_a_link_of_their_own_and_only_its_print_is_kept(series: Series, meeting: Meeting, ana: Person) -> None:
    MemberFactory(series=series, person=ana)
    _guest(series)
    call_meeting(meeting=meeting, by=None)
    rows = list(Attendance.objects.select_related("meeting"))
    tokens = {token_of(row) for row in rows}
    assert len(tokens) == 2
    assert all(len(token) == 43 for token in tokens)
    assert {row.token_hash for row in rows} == {fingerprint(token) for token in tokens}
    told = Notification.objects.get(person=ana)
    assert not any(token in str(told.context) for token in tokens)


def test_an_account_is_told_by_a_notice_whose_mail_carries_the_calendar_and_the_link(
    series: Series, meeting: Meeting, ana: Person
) -> None:
    MemberFactory(series=series, person=ana)
    call_meeting(meeting=meeting, by=None)

    assert deliver_due() == 1

    [letter] = mail.outbox
    row = Attendance.objects.select_related("meeting").get()
    name, content, mimetype = letter.attachments[0]
    assert letter.to == [ana.email]
    assert letter.subject.startswith("Convocatoria: Revisión de prueba n.º 1")
    assert token_of(row) in letter.body or "presencia" not in letter.body
    assert (name, mimetype) == ("sesion.ics", "text/calendar")
    assert "METHOD:REQUEST" in content
    assert f"UID:reunion-{meeting.pk}@oncoabasto" in content


def test_a_guest_and_an_account_that_nobody_took_are_mailed_once(series: Series, meeting: Meeting) -> None:
    nobody_yet = PersonFactory(email="sin.tomar@example.org", joined_at=None)
    MemberFactory(series=series, person=nobody_yet)
    _guest(series)
    _guest(series, "Sin correo", "")
    call_meeting(meeting=meeting, by=None)

    assert send_invitations(meeting_id=meeting.pk) == 2
    assert send_invitations() == 0

    assert sorted(letter.to[0] for letter in mail.outbox) == ["prov@example.com", "sin.tomar@example.org"]
    assert not any("desactivar" in letter.body for letter in mail.outbox)


def test_a_mail_server_that_is_away_loses_no_invitation(
    series: Series, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    _guest(series)
    call_meeting(meeting=meeting, by=None)
    with monkeypatch.context() as away:
        away.setattr("django.core.mail.EmailMultiAlternatives.send", _refuse)
        assert send_invitations() == 0
    assert send_invitations() == 1


def _refuse(*_args: Any, **_more: Any) -> None:
    raise OSError("away")


def test_whoever_was_called_hears_of_a_move_and_the_calendar_takes_it_over(
    series: Series, meeting: Meeting, ana: Person, olga: Person
) -> None:
    MemberFactory(series=series, person=ana)
    _guest(series)
    called = call_meeting(meeting=meeting, by=olga).meeting
    send_invitations(), deliver_due()
    mail.outbox.clear()

    moved = move_meeting(
        meeting=called, starts_at=called.starts_at + timedelta(days=1), place="Auditorio", video_link="",
        reason="La sala está ocupada", edition=called.edition, by=olga,
    )  # fmt: skip
    send_invitations(), deliver_due()

    assert sorted(letter.to[0] for letter in mail.outbox) == [ana.email, "prov@example.com"]
    for letter in mail.outbox:
        assert letter.subject.startswith("Cambió: ")
        assert "La sala está ocupada" in letter.body
        assert f"SEQUENCE:{moved.revision}" in letter.attachments[0][1]
    assert moved.revision == 1


def test_whoever_was_called_hears_that_it_is_off_and_nobody_else_does(
    series: Series, meeting: Meeting, ana: Person, olga: Person
) -> None:
    MemberFactory(series=series, person=ana)
    _guest(series)
    called = call_meeting(meeting=meeting, by=olga).meeting
    send_invitations()
    _guest(series, "Llegó tarde", "tarde@example.com")
    call_meeting(meeting=called, by=olga)  # her invitation has not left yet
    deliver_due()
    mail.outbox.clear()

    off = cancel_meeting(meeting=called, reason="Contingencia", by=olga)
    send_invitations(), deliver_due()

    assert sorted(letter.to[0] for letter in mail.outbox) == [ana.email, "prov@example.com"]
    for letter in mail.outbox:
        assert "Contingencia" in letter.body
        assert "METHOD:CANCEL" in letter.attachments[0][1]
        assert "STATUS:CANCELLED" in letter.attachments[0][1]
    assert off.revision == 1


def test_a_guest_whose_mail_of_a_move_never_left_still_hears_that_it_is_off(
    series: Series, meeting: Meeting, olga: Person
) -> None:
    _guest(series)
    called = call_meeting(meeting=meeting, by=olga).meeting
    send_invitations()
    moved = move_meeting(
        meeting=called, starts_at=called.starts_at + timedelta(days=1), place="Auditorio", video_link="",
        reason="La sala está ocupada", by=olga,
    )  # fmt: skip
    mail.outbox.clear()

    cancel_meeting(meeting=moved, reason="Contingencia", by=olga)
    send_invitations()

    assert [letter.to for letter in mail.outbox] == [["prov@example.com"]]
    assert "METHOD:CANCEL" in mail.outbox[0].attachments[0][1]


def test_staff_get_the_way_to_the_agenda_and_whoever_could_not_open_it_does_not(
    series: Series, meeting: Meeting, ana: Person, rosa: Person, olga: Person
) -> None:
    MemberFactory(series=series, person=ana)
    MemberFactory(series=series, person=rosa, kind="family")
    _guest(series)
    call_meeting(meeting=meeting, by=olga)
    send_invitations(), deliver_due()

    agenda = f"/reuniones/{meeting.pk}/orden/"
    assert {letter.to[0] for letter in mail.outbox if agenda in letter.body} == {ana.email}
    assert len(mail.outbox) == 3


def test_each_morning_plans_calls_within_a_week_and_reminds_the_day_before_each_once(
    series: Series, ana: Person
) -> None:
    MemberFactory(series=series, person=ana)
    _guest(series)
    tomorrow = MeetingFactory(series=series, starts_at=timezone.now() + timedelta(days=1))
    call_meeting(meeting=tomorrow, by=None)
    long_ago = timezone.now() - timedelta(days=6)
    Attendance.objects.filter(meeting=tomorrow).update(invited_at=long_ago)

    first = plan_and_call()
    second = plan_and_call()

    assert first["planned"] >= 11
    assert first["called"] >= 1
    assert first["reminded"] == 2
    assert second == {"planned": 0, "called": 0, "reminded": 0}
    assert send_invitations(meeting_id=tomorrow.pk) == 1
    assert mail.outbox[-1].subject.startswith("Mañana: ")
    assert remind_meetings(now=timezone.now()) == 0


def test_a_series_without_members_stops_nobody_else_s_call(series: Series, ana: Person) -> None:
    empty = MeetingFactory(starts_at=timezone.now() + timedelta(days=3), called_at=None)
    MemberFactory(series=series, person=ana)
    mine = MeetingFactory(series=series, starts_at=timezone.now() + timedelta(days=4), called_at=None)
    plan_and_call()
    empty.refresh_from_db(), mine.refresh_from_db()
    assert (empty.called_at is None, mine.called_at is None) == (True, False)


def test_what_goes_wrong_with_one_series_or_meeting_stops_nobody_else_and_is_told(
    series: Series, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    MemberFactory(series=series, person=ana)
    soon = timezone.now() + timedelta(days=3)
    broken = MeetingFactory(starts_at=soon, called_at=None)
    later = SeriesFactory()
    Meeting.objects.filter(series=later).delete()
    mine = MeetingFactory(series=series, starts_at=soon + timedelta(hours=1), called_at=None)
    plan, call = remind.plan_meetings, remind.call_meeting

    def planned(**told: Any) -> Any:
        if told["series"] == broken.series:
            raise IntegrityError("two on one day")
        return plan(**told)

    def called(**told: Any) -> Any:
        if told["meeting"] == broken:
            raise RuntimeError("no chair")
        return call(**told)

    monkeypatch.setattr(remind, "plan_meetings", planned)
    monkeypatch.setattr(remind, "call_meeting", called)
    with pytest.raises(IntegrityError):
        plan_and_call()
    mine.refresh_from_db()
    assert mine.called_at is not None
    assert Meeting.objects.filter(series=later).exists()


def test_an_invitation_that_cannot_be_written_keeps_no_other_from_leaving(
    series: Series, meeting: Meeting, olga: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    _guest(series)
    _guest(series, name="Otra proveedora", email="otra@example.com")
    call_meeting(meeting=meeting, by=olga)
    words = inviting._words

    def written(row: Attendance, *told: Any) -> Any:
        if row.email == "prov@example.com":
            raise RuntimeError("no words")
        return words(row, *told)

    monkeypatch.setattr(inviting, "_words", written)
    mail.outbox.clear()
    with pytest.raises(RuntimeError):
        send_invitations()
    assert [one.to for one in mail.outbox] == [["otra@example.com"]]


def test_nobody_to_call_is_said(meeting: Meeting, olga: Person) -> None:
    with pytest.raises(NobodyToCall):
        call_meeting(meeting=meeting, by=olga)


def test_what_is_over_is_not_called(meeting: Meeting, series: Series, ana: Person, olga: Person) -> None:
    MemberFactory(series=series, person=ana)
    with pytest.raises(MeetingIsOver):
        call_meeting(meeting=ended(meeting), by=olga)


def test_only_central_office_calls(meeting: Meeting, beto: Person) -> None:
    with pytest.raises(NotYoursToCall):
        call_meeting(meeting=meeting, by=beto)


def test_a_member_that_left_is_not_called(series: Series, meeting: Meeting, ana: Person, olga: Person) -> None:
    add_member(series=series, facts=MemberFacts(person=ana), by=olga)
    _guest(series)
    Member.objects.filter(person=ana).update(left_on=timezone.localdate())
    call_meeting(meeting=meeting, by=olga)
    assert _called(meeting) == ["Proveedora de prueba"]
