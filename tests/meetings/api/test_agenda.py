"""The agenda and frozen figures over the API: the same acts, the same reach."""

from __future__ import annotations

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from delegations.models import Person, Unit
from meetings.actions.agenda import add_item, build_agenda, drop_item, propose_item
from meetings.canonical import digest
from meetings.models import AgendaItem, Meeting
from pediatric_platform.models import Level
from tests.factories.cases import CaseFactory
from tests.factories.meetings import AgendaItemFactory, AttendanceFactory, MeetingFactory, SnapshotFactory, ended

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(db: None) -> Meeting:
    made: Meeting = MeetingFactory()
    return made


def signed_in(person: Person) -> APIClient:
    client = APIClient()
    client.force_authenticate(person)
    return client


def test_an_agenda_is_told_in_order_and_each_sees_the_lines_of_their_places(
    meeting: Meeting, hospital: Unit, other_hospital: Unit, ana: Person, olga: Person
) -> None:
    for unit in (hospital, other_hospital):
        CaseFactory(unit=unit, level=Level.SESSION, agenda_on=timezone.localdate())
    AttendanceFactory(meeting=meeting, person=ana)
    build_agenda(meeting=meeting)
    drop_item(item=add_item(meeting=meeting, title="Fuera", by=olga), by=olga)
    told = {}
    for person in (ana, olga):
        rows = signed_in(person).get(f"/api/v1/meetings/{meeting.pk}/agenda/").json()["results"]
        assert [row["position"] for row in rows] == sorted(row["position"] for row in rows)
        told[person] = {row["kind"]: row for row in rows}
    assert [line["unit"] for line in told[ana]["cases"]["lines"]] == [hospital.clues]
    assert told[ana]["cases"]["hidden"] == 1
    assert len(told[olga]["cases"]["lines"]) == 2
    assert "free" not in told[ana]  # taken off: for who keeps the agenda alone
    assert told[olga]["free"]["is_dropped"]


def test_whoever_was_called_proposes_and_whoever_keeps_it_accepts(meeting: Meeting, ana: Person, olga: Person) -> None:
    AttendanceFactory(meeting=meeting, person=ana)
    address = f"/api/v1/meetings/{meeting.pk}/agenda/"
    made = signed_in(ana).post(address, {"title": "Refrigerador"}, format="json")
    assert (made.status_code, made.json()["is_proposed"]) == (201, True)
    one = f"/api/v1/agenda-items/{made.json()['id']}/"
    assert signed_in(ana).post(f"{one}accept/").status_code == 403
    assert signed_in(olga).post(f"{one}accept/").json()["is_proposed"] is False
    assert signed_in(olga).post(f"{one}accept/").status_code == 409
    assert signed_in(olga).post(address, {"title": ""}, format="json").status_code == 400


def test_somebody_elses_proposal_is_not_there(meeting: Meeting, ana: Person, beto: Person) -> None:
    for person in (ana, beto):
        AttendanceFactory(meeting=meeting, person=person)
    item = propose_item(meeting=meeting, title="Mía", by=ana)
    assert signed_in(ana).get(f"/api/v1/agenda-items/{item.pk}/").status_code == 200
    assert signed_in(beto).get(f"/api/v1/agenda-items/{item.pk}/").status_code == 404


def test_an_older_edition_is_a_conflict_and_changes_nothing(meeting: Meeting, olga: Person) -> None:
    item = add_item(meeting=meeting, title="Asunto", by=olga)
    client, address = signed_in(olga), f"/api/v1/agenda-items/{item.pk}/change/"
    assert client.post(address, {"minutes": 9, "edition": 1}, format="json").status_code == 200
    late = client.post(address, {"title": "Otro", "edition": 1}, format="json")
    assert late.status_code == 409
    assert olga.full_name in late.content.decode()
    item.refresh_from_db()
    assert item.title == "Asunto"


def test_an_agenda_that_is_over_is_a_conflict(meeting: Meeting, olga: Person) -> None:
    item = add_item(meeting=meeting, title="Asunto", by=olga)
    ended(meeting)
    client = signed_in(olga)
    assert client.post(f"/api/v1/agenda-items/{item.pk}/drop/").status_code == 409
    assert client.post(f"/api/v1/meetings/{meeting.pk}/agenda/build/").status_code == 409
    assert client.post(f"/api/v1/meetings/{meeting.pk}/snapshots/").status_code == 409
    assert not AgendaItem.objects.get().is_dropped


def test_figures_are_frozen_by_who_keeps_the_minutes_and_read_by_who_sees_the_place(
    meeting: Meeting, hospital: Unit, ana: Person, beto: Person, carla: Person, olga: Person
) -> None:
    for person in (ana, beto, carla):
        AttendanceFactory(meeting=meeting, person=person)
    address = f"/api/v1/meetings/{meeting.pk}/snapshots/"
    assert signed_in(beto).post(address).status_code == 403
    made = signed_in(olga).post(address)
    assert made.status_code == 201
    ids = {row["kind"]: row["id"] for row in made.json()}
    one = signed_in(beto).get(f"/api/v1/snapshots/{ids['delegation']}/")
    assert one.status_code == 200
    assert digest(one.json()["data"]) == one.json()["sha256"]  # what is read can be checked by whoever reads it
    assert signed_in(carla).get(f"/api/v1/snapshots/{ids['delegation']}/").status_code == 404
    kinds = {row["kind"] for row in signed_in(beto).get(address).json()["results"]}
    assert kinds == {"delegation", "network"}


def test_a_relative_who_was_called_reads_neither_matters_nor_frozen_figures(meeting: Meeting, rosa: Person) -> None:
    AttendanceFactory(meeting=meeting, person=rosa, kind="family")
    item = AgendaItemFactory(meeting=meeting, title="Solo del personal", notes="Se dijo algo")
    network = SnapshotFactory(meeting=meeting, kind="network", delegation=None)
    for address in (f"agenda-items/{item.pk}", f"snapshots/{network.pk}", f"meetings/{meeting.pk}/agenda"):
        answer = signed_in(rosa).get(f"/api/v1/{address}/")
        assert answer.status_code in (403, 404)
        assert b"Solo del personal" not in answer.content
