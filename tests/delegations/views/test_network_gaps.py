from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from delegations.models import Holding, Posting
from delegations.roles import Role
from tests.factories.delegations import PersonFactory, PostingFactory, UnitFactory

pytestmark = pytest.mark.django_db
BOARD = "/red/"


@pytest.fixture
def rosa(delegation):
    person = PersonFactory(email="rosa@example.org", full_name="Rosa Representante")
    PostingFactory(person=person, role=Role.DELEGATION_REPRESENTATIVE, delegation=delegation)
    return person


@pytest.fixture
def zone_3(delegation):
    return UnitFactory(clues="JCIMS000003", name="HGZ 3 de prueba", delegation=delegation)


def shown(client, **query):
    return client.get(BOARD, query)


def labels(response):
    return [(row.gap.place.name, row.gap.label) for row in response.context["rows"]]


def test_what_is_missing_the_worst_first_with_the_press_that_solves_it(client, rosa, zone_3):
    client.force_login(rosa)
    response = shown(client)
    first = response.context["rows"][0]
    assert first.gap.label == "Sin titular"
    empty = next(row for row in response.context["rows"] if row.gap.place.clues == zone_3.clues)
    (act,) = empty.acts
    assert f"lugar=u-{zone_3.clues}" in act.href
    assert "Rosa Representante" in empty.gap.task_label


def test_only_whoever_may_is_offered_to_appoint(client, ana, beto, zone_3):
    client.force_login(beto)
    rows = shown(client).context["rows"]
    assert any(row.gap.place.clues == zone_3.clues for row in rows)
    assert not any(act.href.startswith("/red/nombramientos/nuevo/") for row in rows for act in row.acts)


def test_a_manager_of_a_unit_sees_the_gaps_of_that_unit(client, ana, hospital, zone_3):
    client.force_login(ana)
    assert {row.gap.place.clues for row in shown(client).context["rows"]} == {hospital.clues}


def test_another_delegation_is_not_seen_nor_chosen(client, beto, carla, zone_3, other_hospital):
    client.force_login(beto)
    response = shown(client, delegacion="BC")
    assert other_hospital.name not in response.content.decode()
    assert response.context["figures"]["places"] == 2


def test_filters(client, rosa, zone_3, olga):
    client.force_login(rosa)
    assert {label for _place, label in labels(shown(client, tipo="no_substitute"))} == {"Sin suplente"}
    mine = shown(client, toca="mia").context["rows"]
    assert {row.gap.place.clues for row in mine} == {zone_3.clues}
    assert (
        shown(client, puesto="substitute", tipo="no_titular").content.decode().count("Nada falta de lo que busca") == 1
    )


def test_nothing_missing_is_said(client, hospital, ana):
    posting = Posting.objects.get(person=ana)
    Posting.objects.filter(pk=posting.pk).update(
        office_phone="33 1000 0000", office_email="o@example.org", contact_confirmed_at=timezone.now()
    )
    PostingFactory(
        unit=hospital,
        holding=Holding.SUBSTITUTE,
        office_phone="33 1000 0001",
        office_email="s@example.org",
        contact_confirmed_at=timezone.now(),
    )
    client.force_login(ana)
    response = shown(client)
    assert "No falta nada" in response.content.decode()
    assert response.context["figures"] == {"places": 1, "titulars": 1, "substitutes": 1, "filled": 2, "confirmed": 2}


def test_ones_own_contact_is_confirmed_from_the_board(client, ana):
    Posting.objects.filter(person=ana).update(office_phone="33 1000 0000", office_email="o@example.org")
    client.force_login(ana)
    acts = [act for row in shown(client).context["rows"] for act in row.acts]
    confirm = next(act for act in acts if act.post)
    response = client.post(confirm.href, {"regreso": BOARD}, follow=True)
    assert "su contacto queda confirmado" in response.content.decode()
    assert response.redirect_chain[-1][0] == BOARD


def test_a_posting_about_to_end_may_go_on(client, rosa, zone_3):
    PostingFactory(unit=zone_3, ends_on=timezone.localdate() + timedelta(days=10))
    client.force_login(rosa)
    row = next(row for row in shown(client, tipo="ending_soon").context["rows"])
    assert [act.label for act in row.acts] == ["Prolongar", "Entregar"]


def test_the_country_sees_the_map_and_takes_its_file(client, olga, zone_3, django_assert_max_num_queries):
    client.force_login(olga)
    with django_assert_max_num_queries(18):
        response = shown(client)
    assert response.context["tiles"]
    assert "HGZ 3 de prueba" in b"".join(shown(client, formato="csv")).decode()


def test_a_relative_has_no_business_there(client, hospital):
    relative = PostingFactory(role=Role.FAMILY, unit=hospital).person
    client.force_login(relative)
    assert shown(client).status_code == 403
    assert client.get("/red/quien-era/").status_code == 403


# --- Who answered on a day


def test_who_answered_on_a_day_gone_by(client, beto, zone_3):
    PostingFactory(
        person=PersonFactory(full_name="La de Antes"),
        unit=zone_3,
        starts_on="2024-01-01",
        ends_on="2025-06-30",
    )
    PostingFactory(person=PersonFactory(full_name="La de Ahora"), unit=zone_3, starts_on="2025-07-01")
    client.force_login(beto)
    then = client.get("/red/quien-era/", {"dia": "2025-06-30", "lugar": f"u-{zone_3.clues}"}).content.decode()
    assert "La de Antes" in then
    assert "La de Ahora" not in then
    after = client.get("/red/quien-era/", {"dia": "2025-07-01"}).content.decode()
    assert "La de Ahora" in after
    file = client.get("/red/quien-era/", {"dia": "2025-07-01", "formato": "csv"})
    assert "La de Ahora" in b"".join(file).decode()


@pytest.mark.parametrize("query", [{"dia": "2039-01-01"}, {"dia": "ayer"}, {"lugar": "u-BCIMS000001"}])
def test_days_and_places_that_cannot_be_asked_for(client, beto, other_hospital, carla, query):
    client.force_login(beto)
    response = client.get("/red/quien-era/", query)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert "Carla" not in response.content.decode()
