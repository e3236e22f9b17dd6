"""Addresses, searches and days that nobody types on purpose: a page, a refusal or nothing, never a fault of ours."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from meetings.models import Meeting
from tests.factories.meetings import MeetingFactory

NUL = "%00"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"/reuniones/presencia/{NUL}/", 404),
        (f"/reuniones/sala/{NUL}/", 404),
        (f"/reuniones/calendario/{NUL}.ics", 404),
        (f"/minutas/comprobar/{NUL}/", 404),
        (f"/minutas/comprobar/?folio={NUL}", 200),
    ],
)
def test_a_stranger_s_odd_secret_is_unknown(client, db, address, status):
    assert client.get(address, follow=True).status_code == status


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"/minutas/{NUL}/", 404),
        ("/minutas/?q=²", 200),
        ("/reuniones/?q=²", 200),
        ("/reuniones/?q=%00", 200),
        ("/acuerdos/?q=%00", 200),
        ("/acuerdos/?sesion=²", 200),
        ("/acuerdos/?unidad=%00", 200),
        ("/api/v1/minutes/%00/", 404),
        ("/api/v1/agreements/?unidad=%00", 200),
    ],
)
def test_an_odd_search_finds_nothing(client, olga, address, status):
    MeetingFactory()
    client.force_login(olga)
    assert client.get(address).status_code in (status, 400 if "/api/" in address else status)


def test_an_odd_review_or_relative_s_folio_is_not_there(client, olga, rosa):
    meeting = MeetingFactory()
    client.force_login(olga)
    assert client.get(f"/reuniones/{meeting.pk}/revision/{NUL}/").status_code == 404
    client.force_login(rosa)
    assert client.get(f"/familia/sesiones/{NUL}/parte.pdf").status_code == 404


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_meeting_is_not_moved_out_of_the_calendar(client, olga, day):
    meeting = MeetingFactory()
    client.force_login(olga)
    form = {"on": day, "at": "23:30", "minutes": "60", "place": "", "video_link": "", "reason": "Otra", "edition": "1"}
    assert client.post(f"/reuniones/{meeting.pk}/mover/", form).status_code == 422
    api = APIClient()
    api.force_authenticate(olga)
    told = {"starts_at": f"{day}T23:30:00Z", "reason": "Otra", "edition": 1}
    assert api.post(f"/api/v1/meetings/{meeting.pk}/move/", told, format="json").status_code in (400, 422)
    assert Meeting.objects.get(pk=meeting.pk).starts_at == meeting.starts_at


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_series_of_another_age_is_refused_or_kept_but_never_a_fault(client, olga, day):
    client.force_login(olga)
    form = {
        "name": "Lejana", "anchor_on": day, "starts_at": "18:00", "minutes": "60", "every_weeks": "1", "quorum": "50",
        "time_zone": "America/Mexico_City", "rest_rule": "next",
    }  # fmt: skip
    assert client.post("/reuniones/series/nueva/", form).status_code in (302, 422)
    assert client.get("/reuniones/series/").status_code == 200


@pytest.mark.parametrize("fields", [{"delegation": "\x00"}, {"case": "\x00"}, {"drug": {"a": 1}}, {"clues": ["x"]}])
def test_a_code_that_is_none_is_told_by_field(olga, fields):
    from tests.factories.meetings import running

    meeting = running(MeetingFactory())
    api = APIClient()
    api.force_authenticate(olga)
    told = {"text": "Algo", "owner": {"name": "Alguien"}, "due_on": "2030-01-01", **fields}
    assert api.post(f"/api/v1/meetings/{meeting.pk}/agreements/", told, format="json").status_code == 400
