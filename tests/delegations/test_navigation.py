"""Who is shown which sections."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import clear_script_prefix, set_script_prefix

from delegations.models import Person, Unit
from delegations.navigation import Group, Section, sections
from delegations.roles import Role
from tests.factories.delegations import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db
STOCK_PAGES = {
    "/existencias/",
    "/semanas/",
    "/traspasos/",
    "/medicamentos/",
    "/unidades/",
    "/lugares/",
    "/delegaciones/",
}


def links(person, path: str = "/") -> dict[str, Section]:
    found: dict[str, Section] = {}
    for one in sections(path, person):
        for link in one.links if isinstance(one, Group) else [one]:
            found[link.href] = link
    return found


def holder(role: Role, **scope) -> Person:
    person = PersonFactory()
    PostingFactory(person=person, role=role, **scope)
    return person


def test_staff_of_a_unit_find_stock_and_network_and_no_control(ana: Person):
    shown = links(ana)
    assert shown.keys() >= STOCK_PAGES
    assert not {"/auditoria/", "/avisos/envios/", "/admin/"} & shown.keys()


def test_a_family_finds_no_page_of_stock(hospital: Unit):
    shown = links(holder(Role.FAMILY, unit=hospital))
    assert not STOCK_PAGES & shown.keys()
    assert "/" in shown


def test_a_stranger_finds_only_what_is_public():
    assert set(links(AnonymousUser())) <= {"/directorio/"}


def test_an_auditor_finds_the_trail_and_no_administration(db):
    shown = links(holder(Role.AUDITOR, is_national=True))
    assert "/admin/" not in shown
    assert "/avisos/envios/" not in shown


def test_an_administrator_finds_the_administration(admin: Person):
    assert {"/admin/", "/avisos/envios/"} <= links(admin).keys()


def test_somebody_without_a_posting_finds_no_stock(db):
    assert not STOCK_PAGES & links(PersonFactory()).keys()


@pytest.mark.parametrize(
    ("path", "here"),
    [
        ("/", "/"),
        ("/unidades/JCIMS000001/", "/unidades/"),
        ("/tablero/unidad/JCIMS000001/", "/"),
        ("/tablero/medicamento/010.000.1768/", "/medicamentos/"),
        ("/kardex/lote/3/", "/existencias/"),
        ("/lugares/JAL-ALM/recibir/", "/existencias/"),
        ("/lugares/", "/lugares/"),
    ],
)
def test_the_section_of_a_page_is_marked(olga: Person, path: str, here: str):
    assert [link.href for link in links(olga, path).values() if link.current] == [here]


def test_a_group_is_marked_with_its_page(olga: Person):
    groups = [one for one in sections("/unidades/", olga) if isinstance(one, Group)]
    assert [group.current for group in groups].count(True) == 1


def test_the_header_costs_one_query_beside_the_session(client: Client, ana: Person):
    client.force_login(ana)
    client.get("/ayuda/")
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/ayuda/")
    assert page.status_code == 200
    assert len(queries) <= 3, "session, person, scope"
    assert sum("delegations_posting" in query["sql"] for query in queries) == 1


def test_addresses_follow_where_the_site_is_served_from(ana) -> None:
    assert "/existencias/" in links(ana)
    set_script_prefix("/abasto/")
    try:
        assert "/abasto/existencias/" in links(ana)
    finally:
        clear_script_prefix()
    assert "/existencias/" in links(ana)
