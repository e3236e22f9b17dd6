"""The search of the whole site: what is found, in which order, by whom, at what price."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from delegations import search
from delegations.roles import Role
from delegations.search import SearchSource, cleaned, find_everywhere, sources
from tests.factories.delegations import PersonFactory, PostingFactory, UnitFactory
from tests.factories.two_sides import RELATIVE, TwoSides, build_two_sides, person_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db) -> TwoSides:
    return build_two_sides()


def texts(person, query: str, limit: int = 20) -> dict[str, list[str]]:
    return {one.source.name: [str(hit.text) for hit in one.hits] for one in find_everywhere(person, query, limit=limit)}


def test_a_unit_is_found_by_what_people_call_it(world: TwoSides):
    assert texts(world.olga, "zona jalisco")["units"] == ["HGZ Jalisco"]


def test_a_drug_is_found_by_name_clave_and_badly_written(world: TwoSides):
    label = world.here.drug.label
    for query in ("vincri", "010.000.1768", "0100001768", "vincistina"):
        assert texts(world.olga, query)["drugs"] == [label], query


def test_a_badly_written_word_beside_a_number_is_guessed_but_never_the_number(world: TwoSides):
    UnitFactory(name="HGZ 2 Aguascalientes", delegation=world.here.delegation, kind="HGZ")
    UnitFactory(name="HGZ 20 Aguascalientes", delegation=world.here.delegation, kind="HGZ")
    assert texts(world.olga, "hgz 2 aguascalentes")["units"] == ["HGZ 2 Aguascalientes"]
    assert "units" not in texts(world.olga, "hgz 3 aguascalentes")


def test_a_name_that_looks_alike_gives_way_to_the_one_that_was_typed(world: TwoSides):
    UnitFactory(name="HGZ Jalisca", delegation=world.here.delegation, clues="JALIMS00009")
    assert texts(world.olga, "jalisca")["units"] == ["HGZ Jalisca"]


def test_the_lot_typed_whole_comes_before_those_that_hold_it(world: TwoSides):
    found = texts(world.olga, "jal-cerca")["lots"]
    assert found == ["JAL-CERCA"]
    assert set(texts(world.olga, "JAL-")["lots"]) >= {"JAL-CERCA", "JAL-LEJOS"}


def test_people_are_found_with_the_post_they_hold(world: TwoSides):
    people = [
        one for one in find_everywhere(world.olga, "responsable jalisco", limit=20) if one.source.name == "people"
    ]
    found = {str(hit.text): str(hit.hint) for one in people for hit in one.hits}
    assert found["Responsable de Jalisco"] == "Responsable de abasto de la unidad · HGZ Jalisco"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.FAMILY], ids=str)
def test_nothing_of_the_other_side_is_ever_found(world: TwoSides, client: Client, role: Role):
    person = person_of(role, world.here)
    client.force_login(person)
    there = world.there
    for query in (
        there.delegation.name,
        there.hospital.clues,
        there.pharmacy.code,
        "BC-",
        "Responsable",
        RELATIVE[:10],
    ):
        found = find_everywhere(person, query, limit=50)
        said = " ".join(f"{hit.text} {hit.hint} {hit.href}" for one in found for hit in one.hits)
        assert RELATIVE not in said
        if not person_sees_all(role):
            assert there.delegation.name not in said, query
            assert there.hospital.clues not in said, query
            # A recall is the country's, with its lots' numbers; the places that hold them are not (above).
            hits = [hit for one in found if one.source.name != "recalls" for hit in one.hits]
            kept = " ".join(f"{hit.text} {hit.hint}" for hit in hits)
            assert "BC-" not in kept, query
            assert there.pharmacy.code not in said, query


def person_sees_all(role: Role) -> bool:
    return role in {Role.CENTRAL_OFFICE, Role.AUDITOR, Role.ADMINISTRATOR}


def test_relatives_and_strangers_find_only_hospitals_of_the_directory_and_help(world: TwoSides):
    for person in (person_of(Role.FAMILY, world.here), AnonymousUser()):
        for query in ("jalisco", "vincristina", "JAL-CERCA", "responsable", "ayuda"):
            assert texts(person, query).keys() <= {"directory", "help"}


def test_each_source_asks_at_most_once(world: TwoSides):
    person = person_of(Role.DELEGATION_SUPPLY_MANAGER, world.here)
    texts(person, "jalisco")
    for source in sources():
        with CaptureQueriesContext(connection) as queries:
            source.find(person, "jalisco", 20)
        assert len(queries) <= 1, source.name


def test_one_letter_finds_nothing_and_strange_signs_do_no_harm(world: TwoSides):
    assert texts(world.olga, "j") == {}
    for query in ("%", "\x00\x00", "'; drop table", "(((", "a" * 5_000, "¿?¡!"):
        texts(world.olga, query)


def test_what_is_looked_for_is_one_short_line():
    assert cleaned("  a \n b\x00 ") == "a b"
    assert len(cleaned("a" * 500)) == search.LONGEST


def test_a_floor_may_register_its_own(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(search, "_sources", {})
    search.register(SearchSource("things", "Cosas", "box", lambda person, query, limit: [search.Hit(query, "/x/")]))
    assert texts(AnonymousUser(), "algo") == {"things": ["algo"]}


def test_suggestions_are_options_and_the_page_has_groups(client: Client, world: TwoSides):
    client.force_login(world.olga)
    part = client.get("/buscar/?sugerir=1&q=jalisco").content.decode()
    whole = client.get("/buscar/?q=jalisco").content.decode()

    assert 'role="option"' in part
    assert "<html" not in part
    assert "HGZ Jalisco" in whole
    assert client.get("/buscar/?q=jalisco").headers["Cache-Control"].startswith("no-store")


def test_nothing_found_says_what_to_do(client: Client, db: None):
    page = client.get("/buscar/?q=zzzzzz").content.decode()
    assert "Nada coincide con «zzzzzz»" in page


def test_the_page_costs_a_query_per_source_and_the_scope(client: Client, world: TwoSides):
    client.force_login(world.olga)
    client.get("/buscar/?q=jalisco")
    with CaptureQueriesContext(connection) as queries:
        client.get("/buscar/?q=jalisco")
    assert len(queries) <= len(sources()) + 3, "session, person, scope"


def test_somebody_without_a_posting_finds_no_staff(db):
    other = PersonFactory(full_name="Responsable Ejemplar")
    PostingFactory(person=other, role=Role.CENTRAL_OFFICE, is_national=True)
    assert "people" not in texts(PersonFactory(), "responsable")


@pytest.mark.parametrize("role", Role, ids=str)
def test_everything_found_opens(world: TwoSides, client: Client, role: Role):
    person = person_of(role, world.here)
    client.force_login(person)
    found = [
        one
        for query in ("jalisco", "responsable", "vincri", "JAL-", "semana")
        for one in find_everywhere(person, query, limit=3)
    ]
    shut = {hit.href for one in found for hit in one.hits if client.get(hit.href).status_code != 200}
    assert found
    assert not shut


def test_the_full_list_of_a_group_opens_with_the_same_words(world: TwoSides, client: Client):
    client.force_login(world.olga)
    for one in find_everywhere(world.olga, "jal", limit=1):
        if one.more:
            assert client.get(one.more).status_code == 200, one.more
