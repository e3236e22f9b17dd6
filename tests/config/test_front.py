"""The first page of those who do not see the country."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from delegations.models import Delegation, Holding, Notification, Person, Unit
from delegations.notify.inbox import count_again
from delegations.roles import Role
from tests.factories.delegations import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mother(hospital: Unit) -> Person:
    person = PersonFactory(full_name="Marta Familiar")
    PostingFactory(person=person, role=Role.FAMILY, unit=hospital)
    return person


@pytest.fixture
def both(hospital: Unit, other_hospital: Unit) -> Person:
    person = PersonFactory(full_name="Farmacia Doble")
    for unit in (hospital, other_hospital):
        PostingFactory(person=person, role=Role.PHARMACIST, unit=unit)
    return person


def page_of(client: Client, person: Person, path: str = "/") -> str:
    client.force_login(person)
    return client.get(path).content.decode()


def call(phone: str) -> str:
    return f'href="tel:{phone.replace(" ", "")}"'


def test_a_family_reads_who_answers_and_has_a_button_to_call(client: Client, mother: Person, hospital: Unit):
    titular = PersonFactory(full_name="Rosa Titular")
    PostingFactory(person=titular, role=Role.UNIT_SUPPLY_MANAGER, unit=hospital, office_phone="33 1000 0000")

    page = page_of(client, mother)

    assert "Rosa Titular" in page
    assert call("33 1000 0000") in page
    assert "existencia" not in page.lower()
    assert "/tablero/" not in page


def test_a_family_reads_who_stands_in_and_until_when(client: Client, mother: Person, hospital: Unit):
    today = timezone.localdate()
    titular = PostingFactory(
        person=PersonFactory(full_name="Rosa Titular"), role=Role.UNIT_SUPPLY_MANAGER, unit=hospital
    )
    PostingFactory(
        person=PersonFactory(full_name="Irma Encargada"),
        role=Role.UNIT_SUPPLY_MANAGER,
        unit=hospital,
        holding=Holding.ACTING,
        covers=titular,
        starts_on=today,
        ends_on=today + timedelta(days=9),
        office_phone="33 2000 0000",
    )

    page = page_of(client, mother)

    assert "Rosa Titular está ausente hasta el" in page
    assert page.index("Rosa Titular") < page.index("Irma Encargada")
    assert call("33 2000 0000") in page


def test_a_family_reads_since_when_the_post_is_empty_and_who_does_meanwhile(
    client: Client, mother: Person, hospital: Unit, delegation: Delegation
):
    today = timezone.localdate()
    PostingFactory(
        person=PersonFactory(full_name="Rosa Titular"),
        role=Role.UNIT_SUPPLY_MANAGER,
        unit=hospital,
        starts_on=today - timedelta(days=90),
        ends_on=today - timedelta(days=11),
    )
    PostingFactory(
        person=PersonFactory(full_name="Delia Delegada"),
        role=Role.DELEGATION_SUPPLY_MANAGER,
        delegation=delegation,
        office_phone="33 3000 0000",
    )

    page = page_of(client, mother)

    assert "el hospital no tiene quien responda" in page
    assert "Delia Delegada" in page
    assert "Rosa Titular" not in page
    assert call("33 3000 0000") in page


def test_a_family_where_nobody_is_named_is_told_so(client: Client, mother: Person):
    assert "no hay nadie nombrado" in page_of(client, mother)


def test_the_family_of_a_umae_is_led_to_central_office_and_not_to_the_delegation(
    client: Client, mother: Person, hospital: Unit, ana: Person, beto: Person, olga: Person
):
    Unit.objects.filter(pk=hospital.pk).update(kind="UMAE")
    beto.postings.update(office_phone="333 000 0000")
    olga.postings.update(office_phone="555 000 0000")
    page = page_of(client, mother)
    assert call("555 000 0000") in page
    assert "a la que responde este hospital" in page
    assert call("333 000 0000") not in page
    Unit.objects.filter(pk=hospital.pk).update(kind="HGZ")
    page = page_of(client, mother)
    assert call("333 000 0000") in page
    assert call("555 000 0000") not in page


def test_a_family_sees_what_it_was_told(client: Client, mother: Person, ana: Person):
    Notification.objects.create(person=ana, kind="x", key="1")
    page = page_of(client, mother)
    assert "Avisos que no ha leído" not in page


def test_several_postings_are_a_choice_that_is_remembered(client: Client, both: Person):
    page = page_of(client, both)
    assert "¿Qué tablero quiere abrir?" in page

    assert client.post("/", {"tablero": "unidad-BCIMS000001"}).url == "/tablero/unidad/BCIMS000001/"
    assert client.get("/").url == "/tablero/unidad/BCIMS000001/"
    assert "el último" in client.get("/?elegir=1").content.decode()


def test_nobody_chooses_a_board_of_others(client: Client, ana: Person):
    client.force_login(ana)
    assert client.post("/", {"tablero": "unidad-BCIMS000001"}).url == "/"
    assert client.get("/").url == "/tablero/unidad/JCIMS000001/"


def test_only_those_with_several_boards_find_the_switch(client: Client, both: Person, ana: Person):
    assert "?elegir=1" in page_of(client, both, "/ayuda/")
    assert "?elegir=1" not in page_of(client, ana, "/ayuda/")


def test_whose_posting_ended_is_told_when_and_whom_to_ask(client: Client, hospital: Unit, olga: Person):
    today = timezone.localdate()
    person = PersonFactory(full_name="Elsa Anterior")
    PostingFactory(
        person=person,
        role=Role.PHARMACIST,
        unit=hospital,
        starts_on=today - timedelta(days=30),
        ends_on=today - timedelta(days=1),
    )
    posting = olga.postings.get()
    posting.office_phone = "55 5000 0000"
    posting.save()

    page = page_of(client, person)

    assert "terminó el" in page
    assert call("55 5000 0000") in page


def test_who_never_had_a_posting_is_told_so(client: Client, db: None):
    assert "no tiene ningún nombramiento vigente" in page_of(client, PersonFactory())


def test_the_bell_tells_how_many_notices_are_unread(client: Client, ana: Person):
    assert "sin leer" not in page_of(client, ana, "/ayuda/")
    Notification.objects.create(person=ana, kind="x", key="1")
    count_again([ana.pk])
    assert "Avisos: 1 sin leer" in page_of(client, ana, "/ayuda/")
