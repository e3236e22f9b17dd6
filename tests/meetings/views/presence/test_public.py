"""The two doors for whoever comes: light, without script, and opening one does nothing by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from delegations.selectors.links import fingerprint
from meetings.models import Attendance, Meeting
from tests.factories.meetings import AttendanceFactory, MeetingFactory, SeriesFactory, ended, running

LIGHT = 60_000


@pytest.fixture
def meeting(db) -> Meeting:
    return running(MeetingFactory(series=SeriesFactory(with_families=True), presence_key="la-sala"))


@pytest.fixture
def mother(meeting) -> Attendance:
    return AttendanceFactory(
        meeting=meeting, person=None, kind="family", name="Rosa Pérez", email="rosa@example.com",
        token_hash=fingerprint("secreto"),
    )  # fmt: skip


LINK, ROOM = "/reuniones/presencia/secreto/", "/reuniones/sala/la-sala/"


def test_the_addresses_are_those_of_the_mails_and_the_wall():
    assert reverse("meetings:presence-link", args=["secreto"]) == LINK
    assert reverse("meetings:presence-room", args=["la-sala"]) == ROOM


def test_opening_the_link_notes_nothing_and_the_button_does(client: Client, mother):
    page = client.get(LINK)
    mother.refresh_from_db()
    assert mother.presence == "expected"
    assert "Rosa Pérez" in page.content.decode()
    assert len(page.content) < LIGHT
    said = client.post(LINK, {"hacer": "present"}, follow=True).content.decode()
    mother.refresh_from_db()
    assert (mother.presence, mother.noted_via) == ("present", "link")
    assert "Su asistencia quedó anotada" in said


def test_nothing_of_it_is_kept_or_told_to_other_sites(client, mother):
    for address in (LINK, ROOM):
        answer = client.get(address)
        assert answer["Cache-Control"] == "no-store, private"
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["X-Robots-Tag"] == "noindex"


def test_a_cut_link_says_what_to_do(client, meeting):
    for address in ("/reuniones/presencia/secret/", "/reuniones/sala/otra/"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert "<h1>Este" in answer.content.decode()
        assert client.post(address, {"hacer": "present"}).status_code == 404


def test_days_before_one_says_who_comes_instead_but_cannot_be_there(client, mother):
    Meeting.objects.filter(pk=mother.meeting_id).update(state="ended", closed_at=timezone.now())
    soon = MeetingFactory(starts_at=timezone.now() + timedelta(days=3))
    AttendanceFactory(meeting=soon, person=None, name="Luis", kind="supplier", token_hash=fingerprint("pronto"))
    link = "/reuniones/presencia/pronto/"
    assert "El registro se abre el" in client.get(link).content.decode()
    said = client.post(link, {"hacer": "present"}, follow=True).content.decode()
    assert "El registro de asistencia se abre el" in said
    client.post(link, {"hacer": "represented", "represented_by": "Ana R."})
    row = Attendance.objects.get(name="Luis")
    assert (row.presence, row.represented_by) == ("represented", "Ana R.")
    client.post(link, {"hacer": "expected"})
    row.refresh_from_db()
    assert row.presence == "expected"


def test_a_mother_says_by_her_link_whether_her_name_may_be_said(client, mother):
    assert "«R. P.»" in client.get(LINK).content.decode()
    client.post(LINK, {"hacer": "nombre-si"})
    mother.refresh_from_db()
    assert mother.may_be_named
    client.post(LINK, {"hacer": "nombre-no"})
    mother.refresh_from_db()
    assert not mother.may_be_named


def test_after_the_end_the_link_says_so_and_notes_nothing(client, mother):
    ended(mother.meeting)
    assert "ya terminó" in client.get(LINK).content.decode()
    client.post(LINK, {"hacer": "present"})
    mother.refresh_from_db()
    assert mother.presence == "expected"


def test_whoever_has_an_account_registers_with_one_press(client, meeting, ana):
    client.force_login(ana)
    assert "Ana del Hospital" in client.get(ROOM).content.decode()
    said = client.post(ROOM, {"hacer": "present"}, follow=True).content.decode()
    row = Attendance.objects.get(person=ana)
    assert (row.presence, row.noted_via) == ("present", "qr")
    assert "Ana del Hospital, su asistencia quedó anotada" in said


def test_without_account_one_says_who_one_is_and_learns_nothing_of_the_list(client, mother):
    page = client.get(ROOM)
    assert len(page.content) < LIGHT
    told = {"name": "Otra Persona", "kind": "family", "email": "ROSA@example.com"}
    said = client.post(ROOM, told, follow=True).content.decode()
    mother.refresh_from_db()
    assert (mother.presence, mother.noted_via) == ("present", "qr")
    assert "Listo, Otra Persona." in said
    assert "Rosa" not in said
    assert Attendance.objects.count() == 1


def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(client, meeting):
    answer = client.post(ROOM, {"name": "Luis Robles", "kind": "", "email": "luis@"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_kind_error"' in page
    assert 'id="id_email_error"' in page
    assert 'value="Luis Robles"' in page
    assert not Attendance.objects.exists()


def test_one_telephone_registers_somebody_else_too(client, meeting, ana):
    client.force_login(ana)
    client.post(ROOM, {"hacer": "present"})
    client.post(f"{ROOM}?otra", {"name": "Luis Robles", "kind": "supplier"})
    assert set(Attendance.objects.values_list("name", flat=True)) == {"Ana del Hospital", "Luis Robles"}


def test_hours_are_those_of_the_meetings_own_clock(client, db):
    series = SeriesFactory(time_zone="America/Tijuana")
    start = timezone.now() + timedelta(days=2)
    meeting = MeetingFactory(series=series, starts_at=start, presence_key="tijuana")
    opens = (start - timedelta(hours=1)).astimezone(series.zone)
    assert f"{opens:%H:%M}" in client.get("/reuniones/sala/tijuana/").content.decode()
    assert meeting.local_start.tzinfo == series.zone
