from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
import vobject
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from delegations.actions import network
from delegations.models import AuditEvent, Holding, Unit, UnitKind
from delegations.roles import Role
from tests.factories.delegations import DelegationFactory, PersonFactory, PostingFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def country(db):
    for name in ("load_delegations", "load_units"):
        call_command(name, verbosity=0, stdout=StringIO())


@pytest.fixture
def zone_2(country):
    return Unit.objects.get(clues="ASIMS000016")


@pytest.fixture
def manager(zone_2):
    person = PersonFactory(full_name="Julia Ríos Peña", email="julia.secreta@example.org")
    return PostingFactory(
        person=person, unit=zone_2, office_phone="449 910 0000 ext. 120", office_email="abasto.hgz2@example.org"
    )


def page(client, name, *args, **query):
    return client.get(reverse(f"delegations:{name}", args=args), query, follow=True)


def text(response):
    return response.content.decode()


@pytest.mark.parametrize("query", ["HGZ 2 aguascalientes", "Hospital General de Zona 2", "zona 2 aguascalientes"])
def test_a_hospital_is_found_however_its_name_is_written(client, manager, query):
    shown = text(page(client, "network", q=query))
    assert "HGZ 2 Aguascalientes" in shown
    assert "Julia Ríos Peña" in shown
    assert 'href="tel:4499100000,120"' in shown


def test_nobodys_sign_in_address_is_published(client, manager):
    unit = manager.unit
    for response in (
        page(client, "network"),
        page(client, "network", formato="csv"),
        page(client, "network-delegation", unit.delegation.code),
        page(client, "network-unit", unit.clues),
        page(client, "network-poster", unit.clues),
        page(client, "network-unit-vcard", unit.clues),
    ):
        content = b"".join(response) if response.streaming else response.content
        assert b"julia.secreta" not in content


def test_relatives_and_other_roles_are_not_in_the_directory(client, zone_2):
    for role in (Role.FAMILY, Role.PHARMACIST, Role.CLINICIAN):
        PostingFactory(person=PersonFactory(full_name=f"Persona {role}"), role=role, unit=zone_2)
    for response in (page(client, "network-unit", zone_2.clues), page(client, "network", q="zona 2 aguascalientes")):
        assert "Persona " not in text(response)


def test_an_absent_titular_says_until_when_and_who_answers(client, manager):
    today = timezone.localdate()
    cover = PersonFactory(full_name="Tomás Suplente")
    network.substitute(posting=manager, person=cover, starts_on=today, ends_on=today + timedelta(days=7), by=None)
    assert "Julia Ríos Peña está ausente hasta el" in text(page(client, "network", q="zona 2 aguascalientes"))
    hospital = text(page(client, "network-unit", manager.unit.clues))
    assert "Tomás Suplente" in hospital
    assert "mientras Julia Ríos Peña está ausente" in hospital


def test_the_sheet_on_the_wall_outlasts_a_holiday(client, manager):
    today = timezone.localdate()
    cover = PersonFactory(full_name="Tomás Suplente")
    network.substitute(posting=manager, person=cover, starts_on=today, ends_on=today, by=None)
    sheet = text(page(client, "network-poster", manager.unit.clues))
    assert "Julia Ríos Peña" in sheet
    assert "Tomás" not in sheet


def test_an_empty_post_says_so_and_whom_to_call_instead(client, zone_2):
    PostingFactory(
        person=PersonFactory(full_name="Delegada de Guardia"),
        role=Role.DELEGATION_SUPPLY_MANAGER,
        delegation=zone_2.delegation,
        office_phone="449 000 1111",
    )
    row = text(page(client, "network", q="zona 2 aguascalientes"))
    assert "Puesto vacío" in row
    assert "449 000 1111" in row
    hospital = text(page(client, "network-unit", zone_2.clues))
    assert "Hoy nadie ocupa el puesto" in hospital
    assert "Delegada de Guardia" in hospital
    assert 'href="tel:4490001111"' in hospital
    assert "Delegada de Guardia" in text(page(client, "network-poster", zone_2.clues))
    card = reverse("delegations:network-unit-vcard", args=[zone_2.clues])
    assert card not in hospital
    assert client.get(card).status_code == 404


def test_where_the_delegation_is_empty_too_central_office_answers_without_a_name(client, zone_2):
    olga = PersonFactory(full_name="Olga Central")
    PostingFactory(person=olga, role=Role.CENTRAL_OFFICE, is_national=True, office_phone="55 5000 0000")
    hospital = text(page(client, "network-unit", zone_2.clues))
    assert "oficina central" in hospital
    assert "55 5000 0000" in hospital
    assert "Olga" not in hospital


@pytest.fixture
def umae(country):
    """A UMAE without anybody, in a delegation that has a manager."""
    unit = Unit.objects.filter(kind=UnitKind.UMAE).select_related("delegation").first()
    PostingFactory(
        person=PersonFactory(full_name="Delegada de Guardia"),
        role=Role.DELEGATION_SUPPLY_MANAGER,
        delegation=unit.delegation,
        office_phone="449 000 1111",
    )
    return unit


def test_a_umae_leads_to_central_office_and_never_to_the_delegation(client, umae):
    PostingFactory(role=Role.CENTRAL_OFFICE, is_national=True, office_phone="55 5000 0000")
    for manned in (False, True):
        if manned:
            PostingFactory(unit=umae, office_phone="55 1111 1111")
        for name in ("network-unit", "network-poster"):
            shown = text(page(client, name, umae.clues)).replace("\N{NO-BREAK SPACE}", " ")
            assert "55 5000 0000" in shown, (name, manned)
            assert "Delegada de Guardia" not in shown, (name, manned)


def test_a_umae_says_so_when_central_office_publishes_no_telephone(client, umae):
    shown = text(page(client, "network-unit", umae.clues))
    assert "Este hospital responde a la oficina central, que todavía no publica teléfono" in shown
    assert "Delegada de Guardia" not in shown
    assert "Pregunte en la dirección del hospital." in text(page(client, "network-poster", umae.clues))
    row = text(page(client, "network", q=umae.name))
    assert "Responde la oficina central, que todavía no publica" in row
    assert "Delegada de Guardia" not in row


def test_a_closed_hospital_says_so_and_hangs_no_sheet(client, manager):
    unit = manager.unit
    Unit.objects.filter(pk=unit.pk).update(closed_on=timezone.localdate())
    hospital = text(page(client, "network-unit", unit.clues))
    assert "está cerrado desde el" in hospital
    assert "Julia" not in hospital
    for name in ("network-poster", "network-qr", "network-unit-vcard"):
        assert page(client, name, unit.clues).status_code == 404


def test_a_clinic_of_the_first_level_has_no_page(client, db):
    clinic = UnitFactory(level=1)
    assert page(client, "network-unit", clinic.clues).status_code == 404
    assert page(client, "network-unit", "NADA").status_code == 404
    assert page(client, "network-delegation", "NADA").status_code == 404


def test_addresses_read_in_small_letters_too(client, manager):
    assert page(client, "network-unit", "asims000016").status_code == 200
    assert page(client, "network-delegation", "ags").status_code == 200


def test_the_sheet_shows_name_telephone_and_the_code_of_the_public_address(client, manager, settings):
    settings.SITE_URL = "https://abasto.example.org/"
    sheet = text(page(client, "network-poster", manager.unit.clues))
    assert "Julia Ríos Peña" in sheet
    assert "449 910 0000 ext. 120" in sheet
    assert "https://abasto.example.org/directorio/hospital/ASIMS000016/" in sheet
    code = page(client, "network-qr", manager.unit.clues)
    assert code["Content-Type"] == "image/svg+xml"
    assert b"style=" not in code.content


def test_a_card_for_the_address_book_reads_back(client, manager):
    response = page(client, "network-unit-vcard", manager.unit.clues)
    card = vobject.readOne(response.content.decode())
    assert card.fn.value == "Julia Ríos Peña"
    assert card.tel.value == "449 910 0000 ext. 120"
    assert card.email.value == "abasto.hgz2@example.org"
    assert card.org.value == ["HGZ 2 Aguascalientes"]
    cards = list(vobject.readComponents(page(client, "network-delegation-vcard", "AGS").content.decode()))
    assert [one.fn.value for one in cards] == ["Julia Ríos Peña"]


def test_the_file_holds_what_was_asked_for(client, manager):
    response = page(client, "network", q="zona 2 aguascalientes", formato="csv")
    lines = b"".join(response).decode().splitlines()
    assert len(lines) == 2
    assert "449 910 0000 ext. 120" in lines[1]
    assert page(client, "network", formato="xlsx").status_code == 200


def test_strangers_who_take_the_file_away_cannot_fill_the_trail(client, ana, manager):
    before = AuditEvent.objects.count()
    for format in ("csv", "xlsx"):
        b"".join(page(client, "network", formato=format))
    page(client, "network-delegation-vcard", "AGS")
    assert AuditEvent.objects.count() == before
    client.force_login(ana)
    b"".join(page(client, "network", formato="csv"))
    assert AuditEvent.objects.filter(type="data.exported", by_id=ana.pk).count() == 1


def test_all_on_one_sheet_to_print(client, country):
    assert len(page(client, "network").context["answers"]) == 50
    assert len(page(client, "network", ver="todo").context["answers"]) == 35 + 204


def test_nothing_found_says_what_to_do(client, country):
    assert "No encontramos ese hospital" in text(page(client, "network", q="no existe tal lugar"))


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("H.G.Z. No. 2 Aguascalientes", "HGZ 2 Aguascalientes"),
        ("hospital de pediatria siglo xxi", "Hospital de Pediatría"),
        ("PEDIATRÍA SIGLO XXI", "Hospital de Pediatría"),
        ("la raza", "CMN La Raza"),
        ("merida", "Mérida"),
    ],
)
def test_a_hospital_is_found_by_abbreviations_accents_and_what_people_call_it(client, country, query, name):
    response = page(client, "network", q=query)
    assert name in text(response)
    assert not response.context["is_guess"]


@pytest.mark.parametrize("query", ["hgz 2 aguascalentes", "zona 2 aguascalintes"])
def test_a_badly_written_hospital_is_guessed_and_the_page_says_so(client, country, query):
    response = page(client, "network", q=query)
    assert [answer.entry.name for answer in response.context["answers"]] == ["HGZ 2 Aguascalientes"]
    assert "Estos se parecen" in text(response)


@pytest.mark.parametrize("query", ["\0", "%", "_", "'", "a" * 500])
def test_odd_searches_are_answered(client, country, query):
    assert page(client, "network", q=query, pagina="x", delegacion="zz").status_code == 200


def test_a_holder_is_found_by_name(client, manager):
    assert "HGZ 2 Aguascalientes" in text(page(client, "network", q="julia rios"))


def test_pages_take_few_queries(client, manager, django_assert_max_num_queries):
    PostingFactory(
        person=PersonFactory(), role=Role.DELEGATION_SUPPLY_MANAGER, delegation=DelegationFactory(), office_phone="1"
    )
    with django_assert_max_num_queries(9):
        page(client, "network")
    with django_assert_max_num_queries(4):
        client.get(reverse("delegations:network"), {"q": "zona 2"}, headers={"HX-Request": "true"})
    with django_assert_max_num_queries(5):
        page(client, "network-delegation", "AGS")
    with django_assert_max_num_queries(5):
        page(client, "network-unit", manager.unit.clues)


def test_the_map_counts_titulars_and_substitutes(client, manager):
    PostingFactory(person=PersonFactory(), unit=manager.unit, holding=Holding.SUBSTITUTE)
    response = page(client, "network")
    assert response.context["total"].filled == 2
    assert response.context["total"].posts == 2 * (35 + 204)
    assert len(response.context["tiles"]) == 35
