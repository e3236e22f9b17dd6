"""The agenda's page: who sees what of it, and what each press does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from delegations.models import Delegation, Person, Unit
from meetings.actions.agenda import add_item, build_agenda, propose_item
from meetings.models import AgendaItem, Meeting
from pediatric_platform.models import Child, Level
from tests.factories.cases import CaseFactory
from tests.factories.meetings import AttendanceFactory, MeetingFactory, ended, running

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(db: None) -> Meeting:
    made: Meeting = MeetingFactory()
    return made


def at(meeting: Meeting, name: str = "agenda", *args: object) -> str:
    return reverse(f"meetings:{name}", args=[meeting.pk, *args])


def signed_in(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_before_anything_is_there_it_says_what_to_do(
    client: Client, meeting: Meeting, delegation: Delegation, olga: Person
) -> None:
    text = text_of(signed_in(client, olga), at(meeting))
    assert "Aún no hay orden del día" in text
    assert "Armar con los datos de hoy" in text
    answer = client.post(at(meeting, "agenda-build"), follow=True)
    text = answer.content.decode()
    assert "Lista de asistencia y quórum" in text
    assert "120 de 120 minutos" in text


def test_each_sees_of_the_data_the_places_of_their_scope(
    client: Client, meeting: Meeting, hospital: Unit, other_hospital: Unit, ana: Person, beto: Person, olga: Person
) -> None:
    here, there = (
        CaseFactory(unit=unit, level=Level.SESSION, agenda_on=timezone.localdate())
        for unit in (hospital, other_hospital)
    )
    build_agenda(meeting=meeting)
    for person in (ana, beto):
        AttendanceFactory(meeting=meeting, person=person)
        text = text_of(signed_in(client, person), at(meeting))
        assert here.folio in text
        assert there.folio not in text
        assert "Y 1 renglón de otros lugares." in text
        assert "Sacar" not in text
        wall = text_of(client, at(meeting) + "?pantalla=1&asunto=2")
        assert here.folio in wall
        assert there.folio not in wall
    text = text_of(signed_in(client, olga), at(meeting))
    assert here.folio in text
    assert there.folio in text
    assert "de otros lugares" not in text


def test_more_matters_ask_no_more_questions(client: Client, meeting: Meeting, olga: Person) -> None:
    signed_in(client, olga)
    add_item(meeting=meeting, title="Uno", by=olga)

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(at(meeting))
        return len(captured)

    asked()
    first = asked()
    for title in ("Dos", "Tres", "Cuatro"):
        add_item(meeting=meeting, title=title, by=olga)
    assert asked() == first <= 20


def test_a_press_moves_a_matter_and_the_button_keeps_the_focus(client: Client, meeting: Meeting, olga: Person) -> None:
    signed_in(client, olga)
    add_item(meeting=meeting, title="Uno", by=olga)
    two = add_item(meeting=meeting, title="Dos", by=olga)
    answer = client.post(at(meeting, "agenda-move", two.pk), {"to": "up"})
    assert answer.url.endswith(f"#subir-{two.pk}")
    assert f'id="subir-{two.pk}"' in text_of(client, at(meeting))
    assert list(AgendaItem.objects.order_by("position").values_list("title", flat=True)) == ["Dos", "Uno"]


def test_what_was_taken_off_comes_back_from_the_toast(client: Client, meeting: Meeting, olga: Person) -> None:
    signed_in(client, olga)
    item = add_item(meeting=meeting, title="Refrigerador", by=olga)
    text = client.post(at(meeting, "agenda-drop", item.pk), follow=True).content.decode()
    assert at(meeting, "agenda-put-back", item.pk) in text
    client.post(at(meeting, "agenda-put-back", item.pk))
    item.refresh_from_db()
    assert not item.is_dropped


def test_a_proposal_is_seen_by_who_made_it_and_who_decides(
    client: Client, meeting: Meeting, ana: Person, beto: Person, olga: Person
) -> None:
    for person in (ana, beto):
        AttendanceFactory(meeting=meeting, person=person)
    signed_in(client, ana)
    assert "Proponer un asunto" in text_of(client, at(meeting, "agenda-new"))
    client.post(at(meeting, "agenda-new"), {"title": "Refrigerador de la farmacia", "minutes": 5})
    item = AgendaItem.objects.get()
    assert item.is_proposed
    assert "Refrigerador" in text_of(client, at(meeting))
    assert "Refrigerador" not in text_of(signed_in(client, beto), at(meeting))
    assert client.post(at(meeting, "agenda-accept", item.pk)).status_code == 403
    assert "Refrigerador" in text_of(signed_in(client, olga), at(meeting))
    client.post(at(meeting, "agenda-accept", item.pk))
    assert "Refrigerador" in text_of(signed_in(client, beto), at(meeting))


def test_a_refused_form_keeps_what_was_typed(client: Client, meeting: Meeting, nina: Child, olga: Person) -> None:
    signed_in(client, olga)
    typed = {"title": "Lo de la paciente", "body": f"Falta para {nina.full_name}", "minutes": 7}
    answer = client.post(at(meeting, "agenda-new"), typed)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Lo de la paciente" in text
    assert "Use el folio del caso" in text
    assert not AgendaItem.objects.exists()


def test_two_secretaries_change_one_matter_and_nothing_typed_is_lost(
    client: Client, meeting: Meeting, olga: Person
) -> None:
    signed_in(client, olga)
    item = add_item(meeting=meeting, title="Asunto", by=olga)
    address = at(meeting, "agenda-change", item.pk)
    assert client.post(address, {"title": "Asunto", "minutes": 9, "edition": 1}).status_code == 302
    late = client.post(address, {"title": "Otras palabras", "minutes": 5, "edition": 1})
    assert late.status_code == 422
    text = late.content.decode()
    assert "Otras palabras" in text
    assert olga.full_name in text
    assert 'name="edition" value="2"' in text
    assert client.post(address, {"title": "Otras palabras", "minutes": 5, "edition": 2}).status_code == 302


def test_of_a_matter_of_the_data_only_the_minutes_are_asked(client: Client, meeting: Meeting, olga: Person) -> None:
    signed_in(client, olga)
    build_agenda(meeting=meeting)
    item = AgendaItem.objects.get(kind="opening")
    assert 'name="title"' not in text_of(client, at(meeting, "agenda-change", item.pk))
    client.post(at(meeting, "agenda-change", item.pk), {"minutes": 12, "edition": 1})
    item.refresh_from_db()
    assert item.minutes == 12


def test_notes_are_written_while_it_runs_and_shown_to_all(
    client: Client, meeting: Meeting, ana: Person, olga: Person
) -> None:
    AttendanceFactory(meeting=meeting, person=ana)
    item = add_item(meeting=meeting, title="Asunto", by=olga)
    signed_in(client, olga)
    assert "Anotar qué se dijo" not in text_of(client, at(meeting))
    running(meeting)
    client.post(at(meeting, "agenda-note", item.pk), {"state": "treated", "notes": "Llega el lunes.", "edition": 1})
    assert "Llega el lunes." in text_of(signed_in(client, ana), at(meeting))


def test_minutes_that_do_not_fit_are_told(client: Client, meeting: Meeting, olga: Person) -> None:
    add_item(meeting=meeting, title="Largo", minutes=125, by=olga)
    text = text_of(signed_in(client, olga), at(meeting))
    assert "sobran 5 minutos" in text


def test_the_projector_shows_one_matter_and_the_way_to_the_others(
    client: Client, meeting: Meeting, olga: Person
) -> None:
    signed_in(client, olga)
    assert "Aún no hay orden del día" in text_of(client, at(meeting) + "?pantalla=1")
    for title in ("Uno", "Dos", "Tres"):
        add_item(meeting=meeting, title=title, by=olga)
    AgendaItem.objects.filter(title="Uno").update(state="treated")
    text = text_of(client, at(meeting) + "?pantalla=1")
    assert "<h1>Dos</h1>" in text  # the next one to treat
    assert "<kbd>t</kbd>" in text
    assert "?pantalla=1&amp;asunto=1" in text
    assert "<h1>Tres</h1>" in text_of(client, at(meeting) + "?pantalla=1&asunto=3")
    for odd in ("99", "0", "-1", "x", "²", "9" * 30):
        assert "<h1>Uno</h1>" in text_of(client, at(meeting) + f"?pantalla=1&asunto={odd}")


def test_a_matter_of_another_meeting_is_not_there(client: Client, meeting: Meeting, olga: Person) -> None:
    item = add_item(meeting=MeetingFactory(), title="De otra", by=olga)
    signed_in(client, olga)
    assert client.get(at(meeting, "agenda-change", item.pk)).status_code == 404
    assert client.post(at(meeting, "agenda-drop", item.pk)).status_code == 404


def test_an_agenda_that_is_over_has_nothing_to_press(
    client: Client, meeting: Meeting, ana: Person, olga: Person, delegation: Delegation
) -> None:
    AttendanceFactory(meeting=meeting, person=ana)
    item = add_item(meeting=meeting, title="Asunto", by=olga)
    propose_item(meeting=meeting, title="Tarde", by=ana)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now() - timedelta(hours=2))
    ended(meeting)
    text = text_of(signed_in(client, olga), at(meeting))
    assert at(meeting, "agenda-drop", item.pk) not in text
    assert at(meeting, "agenda-new") not in text
    answer = client.post(at(meeting, "agenda-drop", item.pk), follow=True)
    assert "su orden del día no cambia" in answer.content.decode()
