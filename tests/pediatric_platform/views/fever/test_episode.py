"""One episode's page: stamps by one press, corrections that lose nothing typed, hours of the hospital's clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pediatric_platform.actions.fever import stamp
from pediatric_platform.models import FeverEpisode, FeverState
from tests.factories.children import ChildFactory, relative_of
from tests.factories.delegations import PersonFactory, PostingFactory
from tests.factories.fever import FeverEpisodeFactory, KitItemFactory
from tests.factories.supply import DrugFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def episode(nina):
    return FeverEpisodeFactory(child=nina)


@pytest.fixture
def late(nina):
    return FeverEpisodeFactory(child=nina, fever_at=None, arrived_at=timezone.now() - timedelta(minutes=90))


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def to(name: str, episode) -> str:
    return reverse(f"pediatric:fever-{name}", args=[episode.folio])


def test_it_shows_each_stamp_and_whom_to_call(carmen, nina, episode):
    guardian = relative_of(nina, email="mama@example.org", full_name="Rosa la Mamá")
    type(guardian).objects.filter(pk=guardian.pk).update(phone="33 1111 2222")
    page = signed_in(carmen).get(to("episode", episode)).content.decode()
    assert nina.full_name in page
    assert "33 1111 2222" in page
    assert f'data-d="{int(episode.deadline_at.timestamp())}"' in page
    for label in ("Fiebre en casa", "Llegada", "Triage", "Primera valoración", "Indicación", "Surtido"):
        assert label in page


def test_who_treats_the_child_elsewhere_reads_it_and_changes_nothing(carmen, nina, other_hospital):
    episode = FeverEpisodeFactory(child=nina, unit=other_hospital)
    page = signed_in(carmen).get(to("episode", episode)).content.decode()
    assert nina.full_name in page
    assert reverse("pediatric:fever-board", args=[other_hospital.clues]) not in page
    assert signed_in(carmen).post(to("stamp", episode), {"stamp": "triage", "clave": "a"}).status_code == 403


def test_who_only_reads_has_no_form(mireya, episode):
    page = signed_in(mireya).get(to("episode", episode)).content.decode()
    assert to("stamp", episode) not in page
    assert to("close", episode) not in page
    for name in ("stamp", "take-back", "measure", "late", "close"):
        assert signed_in(mireya).post(to(name, episode)).status_code == 403


def test_one_press_is_now(carmen, episode):
    answer = signed_in(carmen).post(to("stamp", episode), {"stamp": "triage", "clave": "a"})
    assert answer.status_code == 302
    assert abs(FeverEpisode.objects.get(pk=episode.pk).triage_at - timezone.now()) < timedelta(seconds=10)


def test_an_hour_is_the_hospitals_own(other_hospital):
    nurse = PersonFactory()
    PostingFactory(person=nurse, role="clinician", unit=other_hospital)
    episode = FeverEpisodeFactory(child=ChildFactory(unit=other_hospital))
    tijuana = ZoneInfo("America/Tijuana")
    typed = (episode.arrived_at + timedelta(minutes=2)).astimezone(tijuana)
    body = {"stamp": "triage", "clave": "a", "at": typed.strftime("%Y-%m-%dT%H:%M")}
    assert signed_in(nurse).post(to("stamp", episode), body).status_code == 302
    row = FeverEpisode.objects.get(pk=episode.pk)
    assert row.triage_at == typed.replace(second=0, microsecond=0)
    page = signed_in(nurse).get(to("episode", episode)).content.decode()
    assert f'value="{typed:%Y-%m-%dT%H:%M}"' in page


def test_the_antibiotic_is_noted_with_its_hour(felipe, episode, hospital):
    cefepime = DrugFactory(generic_name="Cefepima")
    KitItemFactory(unit=hospital, drug=cefepime)
    body = {"stamp": "antibiotic", "clave": "a", "at": "", "antibiotic": cefepime.pk}
    assert signed_in(felipe).post(to("stamp", episode), body).status_code == 302
    row = FeverEpisode.objects.get(pk=episode.pk)
    assert (row.state, row.antibiotic) == (FeverState.TREATED, cefepime)
    page = signed_in(felipe).get(to("episode", episode)).content.decode()
    assert "min de la llegada al antibiótico" in page


def test_a_refusal_says_what_to_do_and_keeps_what_was_typed(carmen, episode):
    stamp(episode=episode, stamp="antibiotic", key="k", by=carmen)
    tomorrow = (datetime.now(episode.unit.zone) + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    answer = signed_in(carmen).post(
        to("stamp", episode), {"stamp": "antibiotic", "clave": "a", "at": tomorrow, "reason": "Así lo anotó el médico"}
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Esa hora aún no llega." in page
    assert f'value="{tomorrow}"' in page
    assert "Así lo anotó el médico" in page


@pytest.mark.parametrize("typed", ["ayer", "2026-13-40T10:00", "2026-11-16T10:00:00+00:00"])
def test_what_is_no_hour_is_refused(typed, carmen, episode):
    answer = signed_in(carmen).post(to("stamp", episode), {"stamp": "triage", "clave": "a", "at": typed})
    assert "Escriba día y hora." in answer.content.decode()
    assert FeverEpisode.objects.get(pk=episode.pk).triage_at is None


def test_measures_reason_and_closing(carmen, late):
    client = signed_in(carmen)
    edition = late.edition
    assert client.post(to("measure", late), {"medida-temperature": "39.2", "edition": edition}).status_code == 302
    stale = client.post(to("late", late), {"tardanza-reason": "no_access", "edition": edition})
    assert "Mientras usted escribía" in stale.content.decode()
    assert client.post(to("late", late), {"tardanza-reason": "other", "edition": edition + 1}).status_code == 200
    body = {"tardanza-reason": "other", "tardanza-note": "Se atendió un paro", "edition": edition + 1}
    assert client.post(to("late", late), body).status_code == 302
    page = client.get(to("episode", late)).content.decode()
    assert "Se atendió un paro" in page
    assert "min tarde" in page
    assert client.post(to("close", late), {"cierre-reason": "other_cause"}).status_code == 200
    body = {"cierre-reason": "other_cause", "cierre-note": "Lo decidió el jefe de guardia: no había fiebre"}
    assert client.post(to("close", late), body).status_code == 302
    row = FeverEpisode.objects.get(pk=late.pk)
    assert (row.temperature, row.late_reason, row.state) == (Decimal("39.2"), "other", FeverState.CLOSED)
    assert to("stamp", late) not in client.get(to("episode", late)).content.decode()


def test_taken_back_from_its_page_with_a_reason(carmen, episode):
    stamp(episode=episode, stamp="triage", key="k", by=carmen)
    client = signed_in(carmen)
    refused = client.post(to("take-back", episode), {"stamp": "triage", "clave": "a", "reason": ""})
    assert "Falta el motivo" in refused.content.decode()
    done = client.post(to("take-back", episode), {"stamp": "triage", "clave": "a", "reason": "Era otra niña"})
    assert done.status_code == 302
    assert "Quitó «Triage»" in client.get(to("episode", episode)).content.decode()
    late_undo = client.post(to("take-back", episode), {"stamp": "triage", "clave": "b", "error": "1"})
    assert (late_undo.status_code, "no está puesto" in late_undo.json()["text"]) == (409, True)


def test_the_page_costs_the_same_however_many_stamps(carmen, episode, django_assert_max_num_queries):
    for name in ("triage", "evaluated", "ordered", "dispensed"):
        stamp(episode=episode, stamp=name, key=name, by=carmen)
    client = signed_in(carmen)
    client.get(to("episode", episode))
    with django_assert_max_num_queries(22):
        client.get(to("episode", episode))
