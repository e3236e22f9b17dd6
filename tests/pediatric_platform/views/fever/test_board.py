"""The live board: what it shows, to whom, what a refresh costs, and what a tap does."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from unittest import mock

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from delegations.models import AuditEvent
from pediatric_platform.actions.fever import open_episode, stamp
from pediatric_platform.models import FeverEpisode, FeverState
from tests.factories.children import ChildFactory
from tests.factories.fever import FeverEpisodeFactory, KitItemFactory
from tests.factories.supply import DrugFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def episode(nina):
    return FeverEpisodeFactory(child=nina)


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def board(unit, wall: bool = False) -> str:
    return reverse("pediatric:fever-board", args=[unit.clues]) + ("?pantalla=1" if wall else "")


def live(unit, version: str = "", wall: bool = False) -> str:
    return reverse("pediatric:fever-live", args=[unit.clues]) + f"?v={version}" + ("&pantalla=1" if wall else "")


def tap(client: Client, episode, name: str, *, key: str = "k1", json: bool = True, **more):
    headers = {"accept": "application/json"} if json else {}
    body = {"s": f"{episode.folio}.{name[:2]}", "clave": key, **more}
    return client.post(reverse("pediatric:fever-tap", args=[episode.unit.clues]), body, headers=headers)


def test_a_wall_tells_a_folio_and_an_initial_and_offers_nothing(carmen, episode, hospital):
    for address in (board(hospital, wall=True), live(hospital, wall=True), live(hospital)):
        page = signed_in(carmen).get(address).content.decode()
        assert f"{episode.folio} N." in page
        for secret in ("Nina", "Fernanda", episode.child.first_surname, episode.child.folio, "38.7"):
            assert escape(secret) not in page, (secret, address)
    assert "name=s" not in signed_in(carmen).get(live(hospital, wall=True)).content.decode()


def test_who_stamps_gets_the_next_step_and_the_antibiotic(carmen, episode, hospital):
    page = signed_in(carmen).get(live(hospital)).content.decode()
    assert f"value={episode.folio}.tr" in page
    assert f"value={episode.folio}.an" in page
    assert f"data-d={int(episode.deadline_at.timestamp())}>" in page


def test_who_only_reads_gets_no_button(mireya, episode, hospital):
    page = signed_in(mireya).get(board(hospital)).content.decode()
    assert episode.folio in page
    assert "name=s" not in page


def test_of_another_hospital_there_is_no_board(carmen, other_hospital, ana, olga, hospital):
    assert signed_in(carmen).get(board(other_hospital)).status_code == 404
    for person in (ana, olga):
        assert signed_in(person).get(board(hospital)).status_code == 404


def test_unchanged_is_nothing_and_says_what_time_it_is(carmen, episode, hospital):
    client = signed_in(carmen)
    first = client.get(live(hospital))
    version = first.context["version"]
    same = client.get(live(hospital, version))
    assert (same.status_code, same.content) == (204, b"")
    assert abs(int(same["X-Now"]) / 1000 - timezone.now().timestamp()) < 5
    stamp(episode=episode, stamp="triage", key="t", by=carmen)
    changed = client.get(live(hospital, version))
    assert changed.status_code == 200
    assert "Primera valoración" in changed.content.decode()


def test_a_refresh_that_changed_nothing_asks_a_fixed_few(carmen, hospital, django_assert_num_queries):
    for _n in range(12):
        FeverEpisodeFactory(child=ChildFactory(unit=hospital))
    client = signed_in(carmen)
    version = client.get(live(hospital)).context["version"]
    with django_assert_num_queries(4):  # person, postings, hospital, version
        assert client.get(live(hospital, version)).status_code == 204
    with django_assert_num_queries(6):  # and the version it answers with, and the cards
        client.get(live(hospital))


def test_fifty_open_episodes_are_under_fifteen_kilobytes(carmen, hospital):
    for _n in range(50):
        FeverEpisodeFactory(child=ChildFactory(unit=hospital, given_names="Ángel"), triage_at=timezone.now())
    answer = signed_in(carmen).get(live(hospital))
    assert answer.content.count(b"<li ") == 50
    assert len(answer.content) <= 15_000


def test_the_antibiotic_stays_in_sight_for_a_while_and_then_leaves(carmen, episode, hospital):
    stamp(episode=episode, stamp="antibiotic", key="a", by=carmen)
    client = signed_in(carmen)
    first = client.get(live(hospital))
    assert "min, con antibiótico" in first.content.decode()
    FeverEpisode.objects.filter(pk=episode.pk).update(
        arrived_at=timezone.now() - timedelta(minutes=80),
        deadline_at=timezone.now() - timedelta(minutes=20),
        antibiotic_at=timezone.now() - timedelta(minutes=31),
        fever_at=None,
    )
    after = client.get(live(hospital, first.context["version"]))
    assert after.status_code == 200
    assert "Nadie con fiebre en este momento" in after.content.decode()


def test_whose_time_runs_out_first_comes_first(carmen, hospital):
    now = timezone.now()
    later = FeverEpisodeFactory(child=ChildFactory(unit=hospital), arrived_at=now - timedelta(minutes=5))
    coming = open_episode(child=ChildFactory(unit=hospital), unit=hospital, by=carmen, arrived=False, key="c")
    sooner = FeverEpisodeFactory(child=ChildFactory(unit=hospital), arrived_at=now - timedelta(minutes=50))
    page = signed_in(carmen).get(live(hospital)).content.decode()
    at = [page.index(f"id={one.folio} ") for one in (sooner, later, coming)]
    assert at == sorted(at)


def test_a_tap_stamps_now_and_may_be_undone(carmen, episode):
    client = signed_in(carmen)
    answer = tap(client, episode, "triage")
    assert answer.status_code == 200
    row = FeverEpisode.objects.get(pk=episode.pk)
    assert abs(row.triage_at - timezone.now()) < timedelta(seconds=10)
    assert not row.stamps.get().offline
    undone = client.post(answer.json()["undo"], {"stamp": "triage", "error": "1", "clave": "u1"})
    assert undone.status_code == 200
    row.refresh_from_db()
    assert row.triage_at is None
    assert [one.reason for one in row.stamps.all()] == ["", "Se tocó por error"]


def test_a_tap_that_waited_is_as_old_as_it_says(carmen, episode):
    answer = tap(signed_in(carmen), episode, "triage", edad="300.5", sin_red="1")
    assert answer.status_code == 200
    row = FeverEpisode.objects.get(pk=episode.pk)
    assert abs(timezone.now() - timedelta(seconds=300.5) - row.triage_at) < timedelta(seconds=10)
    assert row.stamps.get().offline


@pytest.mark.parametrize("age", ["-40", "nan", "inf", "1e400", "ayer", "", "99999999999"])
def test_an_age_that_is_none_is_now(age, carmen, episode):
    assert tap(signed_in(carmen), episode, "triage", edad=age).status_code == 200
    assert abs(FeverEpisode.objects.get(pk=episode.pk).triage_at - timezone.now()) < timedelta(seconds=10)


def test_the_same_tap_sent_again_is_told_the_same(carmen, episode):
    client = signed_in(carmen)
    first = tap(client, episode, "triage")
    again = tap(client, episode, "triage", edad="40", sin_red="1")
    assert (again.status_code, again.json()["text"]) == (200, first.json()["text"])
    assert episode.stamps.count() == 1


def test_a_refused_tap_says_why(carmen, felipe, episode):
    tap(signed_in(carmen), episode, "triage")
    answer = tap(signed_in(felipe), episode, "triage", key="k2")
    assert answer.status_code == 409
    assert carmen.full_name in answer.json()["text"]
    plain = tap(signed_in(felipe), episode, "triage", key="k3", json=False)
    assert plain.status_code == 302


def test_a_tap_at_another_hospitals_episode_is_not_there(carmen, other_hospital):
    theirs = FeverEpisodeFactory(child=ChildFactory(unit=other_hospital))
    answer = signed_in(carmen).post(
        reverse("pediatric:fever-tap", args=["JCIMS000001"]), {"s": f"{theirs.folio}.tr", "clave": "k"}
    )
    assert answer.status_code == 404


def test_late_and_nobody_said_why_stands_beside(carmen, episode, hospital):
    FeverEpisode.objects.filter(pk=episode.pk).update(
        arrived_at=timezone.now() - timedelta(minutes=90),
        deadline_at=timezone.now() - timedelta(minutes=30),
        fever_at=None,
    )
    stamp(episode=episode, stamp="antibiotic", key="a", by=carmen)
    page = signed_in(carmen).get(board(hospital)).content.decode()
    assert "Falta decir por qué tardó" in page
    assert f"{episode.folio}/#tardanza" in page
    assert "Falta decir por qué tardó" not in signed_in(carmen).get(board(hospital, wall=True)).content.decode()


def test_the_kit_stands_beside_the_clock(carmen, hospital):
    KitItemFactory(unit=hospital, drug=DrugFactory(generic_name="Cefepima"), name="Cefepima 1 g", minimum=5)
    page = signed_in(carmen).get(board(hospital)).content.decode()
    assert "Cefepima 1 g" in page
    assert "No hay ningún antibiótico del botiquín" in page
    beside = signed_in(carmen).get(reverse("pediatric:fever-beside", args=[hospital.clues]))
    assert "Cefepima 1 g" in beside.content.decode()
    wall = signed_in(carmen).get(board(hospital, wall=True)).content.decode()
    for name, args in (("fever-kit", [hospital.clues]), ("fever-kit-list", [])):
        link = f'href="{reverse(f"pediatric:{name}", args=args)}"'
        assert link in page
        assert link not in wall


def test_an_antibiotics_count_has_its_age_in_the_hospitals_hour(carmen, hospital):
    drug = DrugFactory(generic_name="Cefepima")
    KitItemFactory(unit=hospital, drug=drug, name="Cefepima 1 g", minimum=5)
    hospital.time_zone = "America/Tijuana"
    hospital.save()
    at = timezone.now() - timedelta(hours=3)
    with mock.patch("pediatric_platform.selectors.fever_kit.data_at", return_value={hospital.pk: at}):
        page = signed_in(carmen).get(board(hospital)).content.decode()
    assert f"{at.astimezone(hospital.zone):%H:%M}" in page.partition("Cefepima 1 g")[2].partition("</li>")[0]


def test_the_only_hospital_of_a_nurse_opens_at_once(carmen, nina, hospital):
    answer = signed_in(carmen).get(reverse("pediatric:fever"))
    assert (answer.status_code, answer["Location"]) == (302, board(hospital))


def test_whoever_sees_several_gets_the_most_pressing_first(hospital, delegation, nina):
    from tests.factories.delegations import PersonFactory, PostingFactory, UnitFactory

    head = PersonFactory()
    PostingFactory(person=head, role="head_medical_services", delegation=delegation, unit=None)
    other = UnitFactory(delegation=delegation, name="HGZ 2 de prueba")
    now = timezone.now()
    FeverEpisodeFactory(child=nina, arrived_at=now - timedelta(minutes=5))
    FeverEpisodeFactory(child=ChildFactory(unit=other), arrived_at=now - timedelta(minutes=70), fever_at=None)
    page = signed_in(head).get(reverse("pediatric:fever")).content.decode()
    assert page.index(other.name) < page.index(hospital.name)
    assert "min tarde" in page


def test_opening_from_the_page_runs_the_clock(carmen, nina, hospital):
    client = signed_in(carmen)
    address = reverse("pediatric:fever-open", args=[hospital.clues])
    found = client.get(address, {"q": "nina"}, headers={"hx-request": "true"}).content.decode()
    assert nina.full_name in found
    assert nina.full_name in client.get(address, {"nino": nina.folio}).content.decode()
    body = {"child": nina.folio, "arrived": "here", "temperature": "38.9", "clave": "abrir"}
    assert client.post(address, body).status_code == 302
    assert client.post(address, body).status_code == 302
    row = FeverEpisode.objects.get()
    assert (row.state, row.temperature, row.child) == (FeverState.HERE, Decimal("38.9"), nina)


def test_a_child_of_another_hospital_comes_in_by_its_whole_folio_and_is_not_named(carmen, hospital, other_hospital):
    child = ChildFactory(unit=other_hospital, given_names="Ximena")
    address = reverse("pediatric:fever-open", args=[hospital.clues])
    client = signed_in(carmen)
    assert child.folio not in client.get(address, {"q": "ximena"}).content.decode()
    page = client.get(address, {"q": child.folio}).content.decode()
    assert child.folio in page
    assert "Ximena" not in page
    assert client.post(address, {"child": child.folio, "arrived": "here", "clave": "x"}).status_code == 302
    episode = FeverEpisode.objects.get()
    detail = client.get(reverse("pediatric:fever-episode", args=[episode.folio])).content.decode()
    assert child.folio in detail
    assert "Ximena" not in detail
    assert AuditEvent.objects.filter(type="fever.read", target_id=str(episode.pk)).exists()


def test_a_clock_that_runs_elsewhere_is_received_on_purpose(carmen, hospital, other_hospital):
    episode = FeverEpisodeFactory(child=ChildFactory(unit=other_hospital))
    address = reverse("pediatric:fever-open", args=[hospital.clues])
    client, body = signed_in(carmen), {"child": episode.child.folio, "arrived": "here", "clave": "x"}
    refused = client.post(address, body)
    assert refused.status_code == 200
    assert "El reloj ya corre en otro hospital" in refused.content.decode()
    assert client.post(address, body | {"receive": "1"}).status_code == 302
    row = FeverEpisode.objects.get()
    assert (row.unit, row.arrived_at) == (hospital, episode.arrived_at)
