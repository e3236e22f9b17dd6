"""The page of the golden hour's figures: who sees what of it, narrowed, empty, as a file, and what it asks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pediatric_platform.models import FeverEpisode
from tests.factories.children import ChildFactory
from tests.factories.fever import FeverEpisodeFactory, fever_rules
from tests.factories.supply import DrugFactory

pytestmark = pytest.mark.django_db
PAGE = "/hora-dorada/cifras/"
QUERIES = 12  # person, postings, inbox; eight of the figures; rules, delegations and hospitals to pick from


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def treated(unit, minutes: float, *, days: int = 3, **facts) -> FeverEpisode:
    at = timezone.now() - timedelta(days=days)
    return FeverEpisodeFactory(
        child=ChildFactory(unit=unit, given_names="Xochiquétzal"),
        state="treated",
        fever_at=None,
        arrived_at=at,
        antibiotic_at=at + timedelta(minutes=minutes),
        opened_at=at,
        **facts,
    )


def test_the_page_tells_both_clocks_with_how_many_stand_behind_them(olga, hospital):
    fever_rules()
    at = timezone.now() - timedelta(days=3)
    treated(hospital, 30, ordered_at=at + timedelta(minutes=5))
    treated(hospital, 90, late_reason="late_order")
    page = signed_in(olga).get(PAGE)
    text = page.content.decode()
    assert [one["value"] for one in page.context["clocks"]] == [60, "50.0 %", 25, "100 %"]
    assert "1 de 2 · de la llegada al antibiótico" in text
    assert "La indicación tardó" in text
    assert "1 pasado del límite, de 2." in text
    assert "Con menos de 8 meses con episodios" in text


def test_no_child_and_no_episode_is_named(olga, hospital):
    episode = treated(hospital, 90)
    text = signed_in(olga).get(PAGE).content.decode()
    assert "mediana de 1 episodios" in text
    for secret in (episode.folio, episode.child.folio, "Xochiquétzal", episode.child.first_surname):
        assert secret not in text


def test_carla_sees_nothing_of_anas_hospital(carla, ana, hospital, other_hospital):
    treated(hospital, 90, late_reason="no_access")
    page = signed_in(carla).get(PAGE)
    assert page.context["figures"].total.arrival.n == 0
    assert hospital.name not in page.content.decode()
    assert "No se lograba el acceso" not in page.content.decode()
    assert signed_in(carla).get(PAGE, {"hospital": hospital.clues}).status_code == 404
    assert signed_in(carla).get(PAGE, {"delegacion": hospital.delegation.code}).status_code == 404
    assert signed_in(ana).get(PAGE).context["figures"].total.arrival.n == 1


def test_families_and_strangers_do_not_open_it(rosa):
    assert signed_in(rosa).get(PAGE).status_code == 403
    assert Client().get(PAGE).status_code == 302


def test_narrowed_to_a_delegation_and_a_hospital_it_says_so(olga, hospital, other_hospital):
    treated(hospital, 30)
    treated(other_hospital, 90)
    client = signed_in(olga)
    whole = client.get(PAGE)
    assert f"?hospital={hospital.clues}&amp;meses=12" in whole.content.decode()
    one = client.get(PAGE, {"hospital": hospital.clues})
    assert f"{hospital.name} · Cuánto esperó" in one.content.decode()
    assert one.context["figures"].total.arrival.n == 1
    region = client.get(PAGE, {"delegacion": other_hospital.delegation.code})
    assert f"{other_hospital.delegation.name} · Cuánto esperó" in region.content.decode()
    assert region.context["figures"].total.arrival.within == 0


def test_months_asked_for_and_a_period_not_offered(olga, hospital):
    treated(hospital, 30, days=200)
    client = signed_in(olga)
    assert client.get(PAGE, {"meses": "3"}).context["figures"].total.arrival.n == 0
    assert client.get(PAGE, {"meses": "12"}).context["figures"].total.arrival.n == 1
    assert len(client.get(PAGE, {"meses": "24"}).context["figures"].months) == 24
    assert client.get(PAGE, {"meses": "7"}).context["question"].months == 12


def test_empty_it_says_what_will_stand_here(olga):
    text = signed_in(olga).get(PAGE).content.decode()
    assert "Sin episodios en el periodo" in text
    assert "todavía no hay ningún episodio" in text
    for absent in ("Con antibiótico en la hora</h2>", "Por qué tardó", "recibieron antibiótico"):
        assert absent not in text


def test_with_one_waiting_alone_it_says_that_one_waits(olga, hospital):
    FeverEpisodeFactory(child=ChildFactory(unit=hospital))
    text = signed_in(olga).get(PAGE).content.decode()
    assert "Todavía sin antibiótico" in text
    assert "Ninguno con antibiótico en el periodo." in text


def test_months_out_of_the_limits_and_runs_are_told_in_words(olga, hospital):
    month = timezone.localdate().replace(day=1)
    for back in range(9):
        first = month - timedelta(days=1) if back else None
        month = first.replace(day=1) if first else month
        days = max((timezone.localdate() - month).days - 1, 0) if back else 0
        for number in range(8):
            at = timezone.now() - timedelta(days=days, hours=2)
            late = number < (8 if back == 4 else 1)
            minutes = 90 if late else 30
            FeverEpisodeFactory(
                child=ChildFactory(unit=hospital), state="treated", fever_at=None, arrived_at=at,
                antibiotic_at=at + timedelta(minutes=minutes), opened_at=at,
            )  # fmt: skip
    page = signed_in(olga).get(PAGE)
    assert len(page.context["signals"]) == 1
    assert "llegaron a tiempo menos que lo que explica el azar" in page.context["signals"][0]
    assert "Límite inferior" in page.content.decode()
    assert "Con menos de 8" not in page.content.decode()


def test_each_table_is_a_file_with_every_filter_in_force(olga, hospital, other_hospital):
    treated(hospital, 30, late_reason="")
    treated(other_hospital, 90)
    client = signed_in(olga)

    def rows(**asked: str) -> list[str]:
        answer = client.get(PAGE, {"formato": "csv", **asked})
        return b"".join(answer.streaming_content).decode("utf-8-sig").strip().splitlines()

    months = rows(tabla="meses", hospital=hospital.clues)
    assert len(months) == 13
    assert sum(line.split(",")[1] == "1" for line in months[1:]) == 1
    hospitals = rows(tabla="hospitales")
    assert [line.split(",")[0] for line in hospitals[1:]] == [other_hospital.clues, hospital.clues]
    assert rows(tabla="motivos")[1] == "Nadie lo dijo,1"
    assert client.get(PAGE, {"formato": "csv", "tabla": "otra"}).status_code == 404


def test_what_the_page_asks_stays_the_same_with_more_episodes(
    olga, hospital, other_hospital, django_assert_num_queries
):
    drug = DrugFactory()
    treated(hospital, 30, antibiotic=drug)
    client = signed_in(olga)
    client.get(PAGE)
    with django_assert_num_queries(QUERIES):
        client.get(PAGE)
    for unit in (hospital, other_hospital):
        for minutes in (20, 70, 110):
            treated(unit, minutes, antibiotic=drug, late_reason="no_bed" if minutes > 60 else "")
    with django_assert_num_queries(QUERIES):
        client.get(PAGE)


def test_boards_lead_here_and_central_office_has_it_in_its_sections(carmen, olga, hospital):
    ChildFactory(unit=hospital)
    board = signed_in(carmen).get(reverse("pediatric:fever-board", args=[hospital.clues])).content.decode()
    assert f'href="{PAGE}?hospital={hospital.clues}"' in board
    assert f'href="{PAGE}"' in signed_in(olga).get(PAGE).content.decode().split("<main")[0]
    assert f'href="{PAGE}"' not in signed_in(carmen).get(PAGE).content.decode().split("<main")[0]
