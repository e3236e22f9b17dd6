"""Who was there, through the API: the same acts, the same refusals, no relative's name."""

from __future__ import annotations

import pytest
from django.test import Client

from meetings.models import Attendance, Meeting
from tests.factories.meetings import AttendanceFactory, MeetingFactory, SeriesFactory, ended, running


@pytest.fixture
def meeting(ana, rosa) -> Meeting:
    """Ana and Rosa were called; it runs."""
    meeting = running(MeetingFactory(series=SeriesFactory(with_families=True)))
    AttendanceFactory(meeting=meeting, person=ana, name=ana.full_name)
    AttendanceFactory(meeting=meeting, person=rosa, name=rosa.full_name, kind="family", is_required=False)
    return meeting


def _post(client: Client, path: str, **body):
    return client.post(f"/api/v1/{path}", body, content_type="application/json")


def test_the_list_has_initials_and_no_mail(client, olga, meeting):
    client.force_login(olga)
    answer = client.get(f"/api/v1/meetings/{meeting.pk}/attendance/")
    rows = answer.json()["results"]
    assert [(row["name"], row["kind"], row["presence"]) for row in rows] == [
        ("Ana del Hospital", "institute", "expected"), ("R. M. N.", "family", "expected"),
    ]  # fmt: skip
    assert b"Rosa" not in answer.content
    assert b"@" not in answer.content
    assert len(client.get(f"/api/v1/meetings/{meeting.pk}/attendance/?de=family").json()["results"]) == 1


def test_the_quorum_counts_whoever_counts(client, olga, meeting):
    client.force_login(olga)
    row = Attendance.objects.get(meeting=meeting, kind="institute")
    told = client.get(f"/api/v1/meetings/{meeting.pk}/quorum/").json()
    assert (told["counting"], told["there"], told["needed"], told["holds"]) == (1, 0, 1, False)
    assert _post(client, f"attendance/{row.pk}/presence/", presence="present").json()["noted_via"] == "secretary"
    told = client.get(f"/api/v1/meetings/{meeting.pk}/quorum/").json()
    assert (told["there"], told["percent"], told["holds"], told["people"]) == (1, 100, True, 2)


def test_what_changed_meanwhile_answers_409_and_what_is_missing_422(client, olga, meeting):
    client.force_login(olga)
    row = Attendance.objects.get(meeting=meeting, kind="institute")
    path = f"attendance/{row.pk}/presence/"
    missing = _post(client, path, presence="represented")
    assert (missing.status_code, missing.json()["error"]["faults"][0]["field"]) == (422, "represented_by")
    _post(client, path, presence="excused")
    stale = _post(client, path, presence="absent", was="expected")
    assert (stale.status_code, stale.json()["error"]["code"]) == (409, "presence_changed")
    ended(meeting)
    assert _post(client, path, presence="expected").json()["error"]["code"] == "nobody_is_expected"


def test_one_notes_oneself_and_nobody_else(client, ana, olga, rosa, meeting):
    own = f"meetings/{meeting.pk}/attendance/me/"
    client.force_login(rosa)
    assert _post(client, own, presence="present").json()["name"] == "R. M. N."
    assert client.get(f"/api/v1/meetings/{meeting.pk}/attendance/").status_code == 403
    client.force_login(ana)
    assert _post(client, own, presence="represented", represented_by="Luis Robles").status_code == 200
    other = Attendance.objects.get(meeting=meeting, person=rosa)
    assert _post(client, f"attendance/{other.pk}/presence/", presence="absent").status_code == 403
    client.force_login(olga)
    assert _post(client, own, presence="present").status_code == 403


def test_whoever_just_came_is_added_corrected_and_taken_off(client, olga, meeting):
    client.force_login(olga)
    path = f"meetings/{meeting.pk}/attendance/"
    added = _post(client, path, name="Luiz Robles", kind="ministry", organisation="Hacienda")
    assert (added.status_code, added.json()["presence"]) == (201, "present")
    row = added.json()["id"]
    assert _post(client, path, name="LUIZ ROBLES", kind="ministry", organisation="hacienda").json()["id"] == row
    assert _post(client, f"attendance/{row}/correction/", name="Luis Robles", kind="ministry").json()["name"] == (
        "Luis Robles"
    )
    assert _post(client, f"attendance/{row}/naming/", may_be_named=True).json()["error"]["code"] == "not_a_relative"
    assert _post(client, f"attendance/{row}/strike/").status_code == 204
    assert client.get(f"/api/v1/attendance/{row}/").status_code == 404


def test_another_delegations_meeting_is_not_there(client, carla, meeting):
    client.force_login(carla)
    row = Attendance.objects.filter(meeting=meeting)[0]
    for path in (f"meetings/{meeting.pk}/attendance/", f"meetings/{meeting.pk}/quorum/", f"attendance/{row.pk}/"):
        assert client.get(f"/api/v1/{path}").status_code == 404
