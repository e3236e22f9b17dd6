"""The list of a meeting: read by the staff that sees it, marked by whoever keeps the minutes."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from meetings.models import Attendance, Meeting
from tests.factories.meetings import (
    AttendanceFactory,
    MeetingFactory,
    MinutesFactory,
    SeriesFactory,
    ended,
    running,
    signed,
)


@pytest.fixture
def meeting(db) -> Meeting:
    return running(MeetingFactory(series=SeriesFactory(with_families=True, quorum=50)))


@pytest.fixture
def ana_row(meeting, ana, hospital) -> Attendance:
    return AttendanceFactory(meeting=meeting, person=ana, name=ana.full_name, unit=hospital)


@pytest.fixture
def rosa_row(meeting, rosa) -> Attendance:
    return AttendanceFactory(meeting=meeting, person=rosa, name=rosa.full_name, kind="family")


def _list(meeting: Meeting, query: str = "") -> str:
    return reverse("meetings:attendance", args=[meeting.pk]) + query


def _page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def _mark(client: Client, row: Attendance, presence: str, was: str = "expected"):
    where = reverse("meetings:attendance-mark", args=[row.meeting_id])
    return client.post(where, {"marca": f"{row.pk}:{presence}:{was}"}, follow=True)


def test_one_tap_marks_and_one_takes_it_back(client, olga, ana_row):
    client.force_login(olga)
    answer = _mark(client, ana_row, "present")
    ana_row.refresh_from_db()
    assert ana_row.presence == "present"
    assert "Ana del Hospital: presente." in answer.content.decode()
    [undo] = [form for form in answer.content.decode().split('"') if "/deshacer/" in form]
    client.post(undo.replace("&amp;", "&"))
    ana_row.refresh_from_db()
    assert ana_row.presence == "expected"


def test_a_tap_on_an_old_list_says_what_changed(client, olga, ana_row):
    client.force_login(olga)
    _mark(client, ana_row, "excused")
    told = _mark(client, ana_row, "absent").content.decode()
    assert "esa asistencia cambió: ahora dice «Con aviso»" in told
    ana_row.refresh_from_db()
    assert ana_row.presence == "excused"


@pytest.mark.parametrize("mark", ["", "x:present:expected", "0:present:expected", "1", "999999:present:expected"])
def test_a_made_up_tap_marks_nobody(client, olga, ana_row, mark):
    client.force_login(olga)
    client.post(reverse("meetings:attendance-mark", args=[ana_row.meeting_id]), {"marca": mark})
    ana_row.refresh_from_db()
    assert ana_row.presence == "expected"


def test_a_row_of_another_meeting_is_not_marked_here(client, olga, ana_row):
    client.force_login(olga)
    other = running(MeetingFactory())
    where = reverse("meetings:attendance-mark", args=[other.pk])
    assert client.post(where, {"marca": f"{ana_row.pk}:present:expected"}).status_code == 404


def test_whoever_is_not_the_secretary_reads_but_has_no_buttons(client, beto, ana_row, rosa_row, hospital):
    AttendanceFactory(meeting=ana_row.meeting, person=beto)
    client.force_login(beto)
    page = _page(client, _list(ana_row.meeting))
    assert "Ana del Hospital" in page
    assert 'name="marca"' not in page
    where = reverse("meetings:attendance-mark", args=[ana_row.meeting_id])
    assert client.post(where, {"marca": f"{ana_row.pk}:present:expected"}).status_code == 403


def test_a_meeting_that_one_does_not_see_is_not_there(client, carla, ana_row):
    client.force_login(carla)
    assert client.get(_list(ana_row.meeting)).status_code == 404


def test_a_relative_is_initials_for_everybody_but_the_secretary(client, olga, ana, ana_row, rosa_row):
    client.force_login(ana)
    meeting = ana_row.meeting
    for address in (_list(meeting), reverse("meetings:attendance-paper", args=[meeting.pk])):
        page = _page(client, address)
        assert "Rosa" not in page
        assert "R. M. N." in page
    # Nor can her name be found out by looking for it.
    assert "R. M. N." not in _page(client, _list(meeting, "?q=Rosa"))
    client.force_login(olga)
    page = _page(client, _list(meeting, "?q=rosa"))
    assert "Rosa la Mamá de Nina" in page
    assert "se muestra como R. M. N." in page
    # What leaves the screen has initials, whoever asks.
    assert "Rosa" not in _page(client, reverse("meetings:attendance-paper", args=[meeting.pk]))
    csv = b"".join(client.get(_list(meeting, "?formato=csv")).streaming_content).decode()
    assert "R. M. N." in csv
    assert "Rosa" not in csv


def test_a_relative_who_agreed_is_named(client, ana, ana_row, rosa_row):
    Attendance.objects.filter(pk=rosa_row.pk).update(may_be_named=True)
    client.force_login(ana)
    assert "Rosa la Mamá de Nina" in _page(client, _list(ana_row.meeting, "?q=rosa"))


def test_the_workbook_has_every_row(client, olga, ana_row, rosa_row):
    client.force_login(olga)
    answer = client.get(_list(ana_row.meeting, "?formato=xlsx"))
    with ZipFile(BytesIO(b"".join(answer.streaming_content))) as book:
        told = book.read("xl/worksheets/sheet1.xml").decode()
    assert told.count("<row ") == 3
    assert "Ana del Hospital" in told
    assert "R. M. N." in told
    assert "Rosa" not in told


def test_the_counters_say_what_the_quorum_lacks(client, olga, meeting):
    rows = [AttendanceFactory(meeting=meeting) for _ in range(5)]
    AttendanceFactory(meeting=meeting, is_required=False)
    client.force_login(olga)
    assert "Faltan 3" in _page(client, _list(meeting))
    for row in rows[:3]:
        _mark(client, row, "present")
    page = _page(client, _list(meeting))
    assert "Hay quórum" in page
    assert "3 de 5 que cuentan; se necesitan 3 (50 %)" in page


def test_the_length_of_the_list_costs_no_queries(client, olga, meeting, django_assert_max_num_queries):
    client.force_login(olga)
    AttendanceFactory.create_batch(3, meeting=meeting)
    client.get(_list(meeting))
    with django_assert_max_num_queries(40) as few:
        client.get(_list(meeting))
    AttendanceFactory.create_batch(30, meeting=meeting)
    with django_assert_max_num_queries(len(few)):
        client.get(_list(meeting))
    assert len(few) <= 22


def test_one_says_of_oneself_who_comes_instead(client, ana, ana_row):
    client.force_login(ana)
    where = reverse("meetings:attendance-own", args=[ana_row.meeting_id])
    assert "Usted está en la lista" in _page(client, _list(ana_row.meeting))
    client.post(where, {"asistencia": "represented", "represented_by": "Luis Robles"})
    ana_row.refresh_from_db()
    assert (ana_row.represented_by, ana_row.noted_via) == ("Luis Robles", "self")
    client.post(where, {"asistencia": "present"})
    ana_row.refresh_from_db()
    assert ana_row.presence == "present"


def test_whoever_is_not_on_the_list_says_nothing_of_themselves(client, olga, ana_row):
    client.force_login(olga)
    where = reverse("meetings:attendance-own", args=[ana_row.meeting_id])
    assert client.post(where, {"asistencia": "present"}).status_code == 403


def test_a_relative_registers_from_her_account_and_does_not_read_the_list(client, rosa, rosa_row):
    client.force_login(rosa)
    assert client.get(_list(rosa_row.meeting)).status_code == 403
    where = reverse("meetings:attendance-own", args=[rosa_row.meeting_id])
    client.post(where, {"asistencia": "present"})
    client.post(where, {"nombre": "si"})
    rosa_row.refresh_from_db()
    assert (rosa_row.presence, rosa_row.may_be_named) == ("present", True)


def test_somebody_who_just_came_is_added_corrected_and_taken_off(client, olga, meeting):
    client.force_login(olga)
    told = {"name": "Luiz Robles", "kind": "ministry", "organisation": "Hacienda", "presence": "present"}
    client.post(reverse("meetings:attendance-add", args=[meeting.pk]), told)
    row = Attendance.objects.get(name="Luiz Robles")
    where = reverse("meetings:attendance-correct", args=[meeting.pk, row.pk])
    assert client.post(where, told | {"name": "Luis Robles", "clues": "NOHAY"}).status_code == 422
    client.post(where, told | {"name": "Luis Robles"})
    row.refresh_from_db()
    assert (row.name, row.presence) == ("Luis Robles", "present")
    client.post(reverse("meetings:attendance-strike", args=[meeting.pk, row.pk]))
    assert not Attendance.objects.exists()


def test_the_representative_is_typed_on_a_page_and_missing_it_is_said(client, olga, ana_row):
    client.force_login(olga)
    where = reverse("meetings:attendance-represent", args=[ana_row.meeting_id, ana_row.pk])
    assert client.post(where, {"represented_by": " "}).status_code == 422
    client.post(where, {"represented_by": "Luis Robles"})
    ana_row.refresh_from_db()
    assert ana_row.presence == "represented"


def test_the_secretary_writes_down_what_a_family_said_of_its_name(client, olga, rosa_row):
    client.force_login(olga)
    form = _page(client, reverse("meetings:attendance-correct", args=[rosa_row.meeting_id, rosa_row.pk]))
    where = reverse("meetings:attendance-naming", args=[rosa_row.meeting_id, rosa_row.pk])
    assert f'action="{where}"' in form
    client.post(where, {"nombre": "si"})
    rosa_row.refresh_from_db()
    assert rosa_row.may_be_named


def test_signed_minutes_take_the_buttons_away(client, olga, ana_row):
    signed(MinutesFactory(meeting=ended(ana_row.meeting)), olga)
    client.force_login(olga)
    page = _page(client, _list(ana_row.meeting))
    assert "La minuta está firmada" in page
    assert 'name="marca"' not in page


def test_after_a_tap_the_list_stays_as_it_was_filtered(client, olga, ana_row):
    client.force_login(olga)
    where = reverse("meetings:attendance-mark", args=[ana_row.meeting_id])
    marked = {"marca": f"{ana_row.pk}:present:expected"}
    kept = _list(ana_row.meeting, "?q=ana")
    assert client.post(where, marked | {"vuelta": kept}).url == kept
    assert client.post(where, marked | {"vuelta": "https://example.com/"}).url == _list(ana_row.meeting)


def test_the_screen_in_the_room_answers_only_when_something_changed(client, olga, ana_row):
    client.force_login(olga)
    where = reverse("meetings:room", args=[ana_row.meeting_id])
    page = _page(client, where)
    version = page.split("?v=")[1].split('"')[0]
    assert client.get(f"{where}?v={version}").status_code == 204
    _mark(client, ana_row, "present")
    changed = client.get(f"{where}?v={version}")
    assert changed.status_code == 200
    assert "<html" not in changed.content.decode()


def test_the_code_leads_to_the_door(client, olga, ana_row, settings):
    settings.SITE_URL = "https://abasto.example.org"
    client.force_login(olga)
    page = _page(client, reverse("meetings:room", args=[ana_row.meeting_id]))
    assert f"https://abasto.example.org/reuniones/sala/{ana_row.meeting.presence_key}/" in page
    code = client.get(reverse("meetings:room-code", args=[ana_row.meeting_id]))
    assert code["Content-Type"] == "image/svg+xml"
    assert code.content.startswith(b"<svg")


def test_the_code_is_for_the_secretary_only(client, ana, ana_row):
    client.force_login(ana)
    for name in ("room", "room-code"):
        assert client.get(reverse(f"meetings:{name}", args=[ana_row.meeting_id])).status_code == 403
