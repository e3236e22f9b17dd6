"""The screen of a delegation: what stands on it, what the desk sends, what follows it."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.canonical import digest
from meetings.models import Review
from tests.factories.delegations import DelegationFactory
from tests.factories.figures import orders_late
from tests.factories.meetings import (
    AgreementFactory,
    AttendanceFactory,
    MeetingFactory,
    MinutesFactory,
    ReviewFactory,
    SnapshotFactory,
    ended,
    running,
    signed,
)
from tests.factories.troubled import troubled_figures

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture
def meeting(db):
    return running(MeetingFactory())


@pytest.fixture
def review(meeting, delegation):
    data = troubled_figures("JAL", "Jalisco")
    snapshot = SnapshotFactory(
        meeting=meeting, delegation=delegation, data=data, sha256=digest(data), week="2026-11-09"
    )
    return ReviewFactory(meeting=meeting, delegation=delegation, snapshot=snapshot)


@pytest.fixture
def next_one(meeting, other_delegation):
    return ReviewFactory(meeting=meeting, delegation=other_delegation, position=2)


def of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def at(name, review, *more):
    return reverse(f"meetings:{name}", args=[review.meeting_id, review.code, *more])


def text(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_suppliers_that_owe_are_named_with_how_much_and_how_long(review, olga):
    data = review.snapshot.data | {"orders": orders_late({"Lenta": 20, "Otra": 4, "Más": 2})}
    review.snapshot = SnapshotFactory(meeting=review.meeting, delegation=review.delegation, data=data)
    review.save(update_fields=["snapshot"])
    page = text(of(olga).get(at("review", review)))
    assert (
        "11 9 de 15 órdenes de suministro · 2 de 6 traspasos · 168 piezas por llegar · la más atrasada, 20 días" in page
    )
    assert "Lenta 3 órdenes · 56 piezas · 20 días la más atrasada" in page
    assert "y 3 órdenes más" in page


def test_six_figures_say_of_what_and_from_how_many(review, olga, ana, hospital):
    AttendanceFactory(meeting=review.meeting, person=ana, delegation=review.delegation, presence="expected", name="Ana")
    page = text(of(olga).get(at("review", review)))
    for said in (
        "91.3 %", "−1.7 puntos en una semana", "40 de 460 pares unidad–clave en cero o críticos", "40 de 42",
        "95.2 % · faltan 2", "Claves en cero", "de 48 con sesión en 7 días · en 14 días: 9 · en 28: 14",
        "vencidos 3 · en la sesión 2 · en oficina central 2", "órdenes de suministro: aún no se llevaban aquí",
        "Vincristina 1 mg",
        "5 días sin existencia", "C-AAAAAA", "Almacén delegacional → HGZ 1 de prueba", "D-BBBBBB", "Incumplido",
        "Ana", "12,400 piezas utilizables",
    ):  # fmt: skip
        assert said in page, said


def test_the_desk_is_only_for_whoever_keeps_the_minutes(review, olga, beto, carla):
    assert "data-writing" in of(olga).get(at("review", review)).content.decode()
    seen = of(beto).get(at("review", review))
    assert (seen.status_code, "data-writing" in seen.content.decode()) == (200, False)
    assert of(carla).get(at("review", review)).status_code == 404
    assert of(beto).post(at("review-write", review), {"comment": "x"}).status_code == 403


def test_a_part_comes_without_its_frame_and_knows_its_neighbours(review, next_one, olga):
    client = of(olga)
    first, second = (client.get(at("review", one), {"parte": 1}).content.decode() for one in (review, next_one))
    assert "<html" not in first
    assert 'data-next="BC"' in first
    assert ('data-previous="JAL"' in second, 'data-next=""' in second) == (True, True)
    assert "Aún sin cifras congeladas" in second


def test_the_screen_costs_the_same_with_more_delegations(review, next_one, olga):
    client = of(olga)
    client.get(at("review", review))

    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            client.get(at("review", review), {"parte": 1})
        return len(counted)

    before = queries()
    assert before <= 14
    for number in range(5):
        ReviewFactory(meeting=review.meeting, delegation=DelegationFactory(), position=number + 3)
    AgreementFactory(meeting=review.meeting, review=review, owner_delegation=review.delegation)
    AgreementFactory(meeting=review.meeting, review=review, owner_delegation=review.delegation)
    assert queries() == before


def test_two_desks_at_once_are_told_of_each_other(review, olga, admin):
    one, two = of(olga), of(olga)
    first = one.post(
        at("review-write", review), {"comment": "Falta vincristina.", "read_comment": "", "edition": 1}, headers=JSON
    )
    second = two.post(
        at("review-write", review), {"comment": "Llega el jueves.", "read_comment": "", "edition": 1}, headers=JSON
    )
    assert (first.json()["merged"], second.json()["merged"]) == (False, True)
    assert second.json()["comment"] == "Falta vincristina.\nLlega el jueves."
    news = one.get(at("review-live", review), {"v": first.json()["version"]})
    assert news.json()["comment"] == second.json()["comment"]
    assert one.get(at("review-live", review), {"v": news.json()["version"]}).status_code == 204
    verdict = {"verdict": "grave", "read_verdict": "", "edition": 1}
    assert one.post(at("review-write", review), verdict, headers=JSON).json()["state"] == "reviewed"
    lost = two.post(at("review-write", review), verdict | {"verdict": "good"}, headers=JSON)
    assert (lost.status_code, lost.json()["code"], "Olga" in lost.json()["message"]) == (409, "stale_edition", True)


def test_without_scripts_a_plain_form_does_the_same(review, olga):
    client = of(olga)
    answer = client.post(
        at("review-write", review), {"verdict": "watch", "read_verdict": "", "edition": 1}, follow=True
    )
    assert "En vigilancia" in text(answer)
    client.post(at("review-show", review))
    client.post(at("review-time", review), {"seconds": 75})
    client.post(at("review-mark", review), {"state": "absent", "edition": 2})
    row = Review.objects.get(pk=review.pk)
    assert (row.state, row.seconds, row.shown_at is not None) == ("absent", 75, True)
    assert client.post(at("review-mark", review), {"state": "nada"}).status_code == 422


def test_the_wall_shows_what_was_put_there_and_says_nothing_new_twice(review, next_one, olga, beto, carla):
    wall = reverse("meetings:review-wall", args=[review.meeting_id])
    client = of(olga)
    assert "aún no comienza" in text(
        client.get(reverse("meetings:review-list", args=[review.meeting_id]), {"pantalla": 1})
    )
    client.post(at("review-show", review))
    shown = client.get(wall)
    assert "Jalisco" in text(shown)
    assert "data-writing" not in shown.content.decode()
    version = re.search(r"\?v=([^\"]+)", shown.content.decode())[1]
    assert client.get(f"{wall}?v={version}").status_code == 204
    client.post(at("review-write", review), {"comment": "Falta vincristina.", "edition": 1})
    again = client.get(f"{wall}?v={version}")
    assert "Falta vincristina." in text(again)
    # Another delegation's figures are not shown to whoever does not see it.
    elsewhere = of(carla)
    assert elsewhere.get(wall).status_code == 404  # Carla's hospital is not looked at
    client.post(at("review-show", next_one))
    hidden = text(of(beto).get(wall))
    assert ("Se está revisando otra delegación" in hidden, "Baja California" in hidden) == (True, False)


def test_the_list_says_who_was_not_looked_at(review, next_one, olga, beto):
    client = of(olga)
    client.post(at("review-write", review), {"verdict": "good", "edition": 1})
    ended(review.meeting)
    address = reverse("meetings:review-list", args=[review.meeting_id])
    page = text(client.get(address))
    assert "No se revisó: Baja California" in page
    assert "Baja California" not in text(of(beto).get(address))


def test_it_is_prepared_and_ordered_with_a_press(olga, delegation, other_delegation):
    meeting = MeetingFactory()
    client = of(olga)
    address = reverse("meetings:review-list", args=[meeting.pk])
    assert "La revisión no está preparada" in text(client.get(address))
    client.post(reverse("meetings:review-prepare", args=[meeting.pk]))
    client.post(reverse("meetings:review-order", args=[meeting.pk]), {"how": "list"})
    assert [row.code for row in Review.objects.filter(meeting=meeting)] == ["BC", "JAL"]
    assert "Elija un orden" in text(
        client.post(reverse("meetings:review-order", args=[meeting.pk]), {"how": "x"}, follow=True)
    )


def test_an_ended_meeting_offers_nothing_to_go_on_with(review, next_one, olga):
    client, here = of(olga), reverse("meetings:review-list", args=[review.meeting_id])
    assert "Comenzar" in client.get(here).content.decode()
    ended(review.meeting)
    page = client.get(here).content.decode()
    assert "review-go" not in page
    assert "No se revisaron:" in page


def test_with_signed_minutes_the_desk_is_for_reading_only(review, olga):
    Review.objects.filter(pk=review.pk).update(comment="Llega el jueves.")
    ended(review.meeting)
    client, here = of(olga), at("review", review)
    assert "Se guarda solo. Sin" in client.get(here).content.decode()
    signed(MinutesFactory(meeting=review.meeting), olga)
    page = client.get(here).content.decode()
    assert "La minuta ya está firmada" in page
    assert "Llega el jueves." in page
    presses = ("data-verdicts", "data-states", "data-writing", "data-agree>")
    for gone in (*presses, "Se guarda solo. Sin", 'id="comentario"'):
        assert gone not in page, gone
