"""The published network: found however it is asked for, with the office's contact and nobody's own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from delegations.models import Delegation, Holding, Posting, Unit, UnitKind
from delegations.roles import Role
from delegations.selectors.network import coverage_by_delegation, coverage_of_country, directory
from tests.factories.delegations import DelegationFactory, PersonFactory, PostingFactory, UnitFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def aguascalientes(db) -> Delegation:
    return DelegationFactory(code="AGS", name="Aguascalientes", seat_city="Aguascalientes", inegi_state="01")


@pytest.fixture
def coahuila(db) -> Delegation:
    return DelegationFactory(code="COA", name="Coahuila", seat_city="Saltillo", inegi_state="05")


@pytest.fixture
def zone_2(aguascalientes) -> Unit:
    return UnitFactory(
        clues="ASIMS000016", name="HGZ 2 Aguascalientes", delegation=aguascalientes, municipality="Aguascalientes"
    )


@pytest.fixture
def torreon(coahuila) -> Unit:
    return UnitFactory(
        clues="CLIMS000001", name="HGZ/MF 16 Torreón", kind=UnitKind.HGZ_MF, delegation=coahuila, city="Torreón"
    )


@pytest.fixture
def network(zone_2, torreon) -> dict[str, Posting]:
    made = {}
    for key, unit, holding, name in (
        ("ines", zone_2, Holding.TITULAR, "Inés Núñez Simulada"),
        ("jose", zone_2, Holding.SUBSTITUTE, "José Simulado"),
        ("luz", torreon, Holding.TITULAR, "Luz Simulada"),
    ):
        person = PersonFactory(full_name=name, email=f"{key}.propia@example.org")
        made[key] = PostingFactory(
            person=person,
            role=Role.UNIT_SUPPLY_MANAGER,
            unit=unit,
            holding=holding,
            office_phone="000 000 0001",
            office_email=f"{key}.oficina@example.org",
        )
    return made


def names(found) -> list[str]:
    return [entry.name for entry in found]


@pytest.mark.parametrize(
    "query",
    [
        "HGZ 2",
        "hgz2",
        "Hospital General de Zona 2",
        "hospital general de zona no. 2",
        "zona 2 aguascalientes",
        "ASIMS000016",
        "inés",
        "INES NUNEZ",
        "josé",
        "nuñez hgz",
    ],
)
def test_a_hospital_is_found_however_it_is_written(network, zone_2, today, query):
    assert names(directory(today, query)) == [zone_2.name]


@pytest.mark.parametrize(("query", "found"), [("torreon", "HGZ/MF 16 Torreón"), ("Torreón", "HGZ/MF 16 Torreón")])
def test_a_city_with_or_without_its_accent(network, today, query, found):
    assert names(directory(today, query)) == [found]


def test_a_state_brings_the_delegation_first_and_then_its_hospitals(network, today):
    found = directory(today, "coahuila")
    assert [(entry.is_unit, entry.name, entry.state) for entry in found] == [
        (False, "Coahuila", "Coahuila"),
        (True, "HGZ/MF 16 Torreón", "Coahuila"),
    ]


@pytest.mark.parametrize("query", ["zona 20", "ins", "%", "_", "'", "\x00", "hgz 2 torreón", "oficina"])
def test_what_is_not_there_is_not_found(network, today, query):
    assert directory(today, query) == []


@pytest.mark.parametrize("query", ["", "   ", "de la"])
def test_nothing_asked_brings_the_whole_list_by_delegation(network, today, query):
    assert names(directory(today, query)) == [
        "Aguascalientes",
        "HGZ 2 Aguascalientes",
        "Coahuila",
        "HGZ/MF 16 Torreón",
    ]


def test_who_answers_is_told_with_the_offices_contact_alone(network, zone_2, today):
    (entry,) = directory(today, unit=zone_2)
    assert (entry.titular.name, entry.titular.phone) == ("Inés Núñez Simulada", "000 000 0001")
    assert (entry.titular.email, entry.substitute.email) == ("ines.oficina@example.org", "jose.oficina@example.org")
    assert entry.is_complete
    assert "propia" not in repr(entry)


def test_without_an_office_address_none_is_shown_nor_one_from_which_mail_came_back(network, zone_2, today):
    Posting.objects.filter(pk=network["ines"].pk).update(office_email="")
    Posting.objects.filter(pk=network["jose"].pk).update(contact_bounced_at=timezone.now())
    (entry,) = directory(today, unit=zone_2)
    assert (entry.titular.email, entry.substitute.email) == ("", "")


def test_whoever_stands_in_is_in_charge_today_and_the_titular_tomorrow(network, zone_2, today):
    acting = PostingFactory(
        role=Role.UNIT_SUPPLY_MANAGER,
        unit=zone_2,
        holding=Holding.ACTING,
        covers=network["ines"],
        starts_on=today,
        ends_on=today,
    )
    (entry,) = directory(today, unit=zone_2)
    assert entry.in_charge.name == acting.person.full_name
    assert [contact.holding for contact in entry.contacts] == ["acting", "titular", "substitute"]
    (entry,) = directory(today + DAY, unit=zone_2)
    assert entry.in_charge.name == "Inés Núñez Simulada"


def test_the_substitute_answers_for_an_empty_post(network, zone_2, today):
    Posting.objects.filter(pk=network["ines"].pk).update(ends_on=today - DAY)
    (entry,) = directory(today, unit=zone_2)
    assert (entry.titular, entry.in_charge.name) == (None, "José Simulado")
    (entry,) = directory(today - DAY, unit=zone_2)
    assert entry.titular.name == "Inés Núñez Simulada"


def test_a_closed_account_and_other_roles_are_not_published(network, zone_2, today):
    network["ines"].person.is_active = False
    network["ines"].person.save()
    for role in (Role.PHARMACIST, Role.FAMILY, Role.CLINICIAN):
        PostingFactory(role=role, unit=zone_2, person=PersonFactory(full_name="Quien no se publica"))
    (entry,) = directory(today, unit=zone_2)
    assert [contact.name for contact in entry.contacts] == ["José Simulado"]
    assert directory(today, "quien no se publica") == []


def test_closed_and_first_level_units_have_no_post(zone_2, aguascalientes, today):
    UnitFactory(delegation=aguascalientes, level=1)
    Unit.objects.filter(pk=zone_2.pk).update(closed_on=today)
    assert names(directory(today)) == ["Aguascalientes"]
    assert names(directory(today - DAY)) == ["Aguascalientes", zone_2.name]


def test_one_delegation_of_many(network, coahuila, today):
    assert names(directory(today, delegation=coahuila)) == ["Coahuila", "HGZ/MF 16 Torreón"]
    assert directory(today, "hgz 2", delegation=coahuila) == []


@pytest.mark.parametrize("query", ["", "hgz", "ines nunez"])
def test_two_queries_however_many_places(network, today, query, django_assert_num_queries):
    for _index in range(5):
        PostingFactory(role=Role.UNIT_SUPPLY_MANAGER, unit=UnitFactory())
    with django_assert_num_queries(2):
        directory(today, query)


def test_coverage_counts_posts_and_places_of_each_delegation(network, aguascalientes, coahuila, today):
    titular = PostingFactory(role=Role.DELEGATION_SUPPLY_MANAGER, delegation=coahuila)
    found = {coverage.code: coverage for coverage in coverage_by_delegation(today)}
    ags, coa = found["AGS"], found["COA"]
    assert (ags.posts, ags.filled, ags.missing, ags.complete, ags.places) == (4, 2, 2, 1, 2)
    assert (coa.posts, coa.titulars, coa.substitutes, coa.complete) == (4, 2, 0, 0)
    assert (coa.tile_row, coa.tile_column) == (coahuila.tile_row, coahuila.tile_column)
    country = coverage_of_country(found.values())
    assert (country.filled, country.posts, country.share, country.is_complete) == (4, 8, 0.5, False)
    Posting.objects.filter(pk=titular.pk).update(ends_on=today - DAY)
    assert coverage_of_country(coverage_by_delegation(today)).filled == 3


def test_coverage_takes_one_query(network, today, django_assert_num_queries):
    with django_assert_num_queries(1):
        coverage_by_delegation(today)


def test_a_delegation_without_hospitals_is_covered_by_its_own_two_posts(aguascalientes, today):
    (coverage,) = coverage_by_delegation(today)
    assert (coverage.posts, coverage.share) == (2, 0.0)
