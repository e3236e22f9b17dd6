"""Every page of the site has help, and help is told to whom the page opens."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from config import help_home  # noqa: F401  # registers its pages
from delegations import help as helps
from delegations.help import HelpPage, all_pages, page_of, pages_for, registry
from delegations.models import Person, Unit
from delegations.roles import Role
from tests.factories.delegations import PersonFactory, PostingFactory
from tests.project.sitemap import PAGES

pytestmark = pytest.mark.django_db


def test_every_page_has_help() -> None:
    assert [name for name in PAGES if page_of(name) is None] == []


def test_help_of_a_public_page_is_public() -> None:
    shut = [
        name for name, route in PAGES.items() if route.public and not (page_of(name) or HelpPage("", "", (), "")).public
    ]
    assert shut == []


def test_every_page_of_help_says_something_and_opens(client: Client, admin: Person) -> None:
    client.force_login(admin)
    for page in all_pages():
        assert str(page.purpose).strip(), page.slug
        assert page.figures or page.ask or page.parts or page.can, page.slug
        if page.opens_to(admin):
            assert client.get(f"/ayuda/{page.slug}/").status_code == 200, page.slug


def test_a_stranger_reads_the_public_ones_and_is_sent_to_the_door_for_the_rest(client: Client) -> None:
    assert client.get("/ayuda/entrar/").status_code == 200
    assert client.get("/ayuda/existencias/").headers["Location"] == "/entrar/?next=/ayuda/existencias/"
    assert {page.public for page in pages_for(AnonymousUser())} == {True}


def test_a_family_is_not_told_of_what_it_cannot_open(client: Client, hospital: Unit) -> None:
    person = PersonFactory()
    PostingFactory(person=person, role=Role.FAMILY, unit=hospital)
    client.force_login(person)
    assert client.get("/ayuda/existencias/").status_code == 404
    assert "/ayuda/existencias/" not in client.get("/ayuda/").content.decode()
    assert client.get("/ayuda/pagina-de-la-familia/").status_code == 200


def test_the_sign_of_help_leads_to_the_page_one_is_on(client: Client, ana: Person) -> None:
    client.force_login(ana)
    assert 'href="/ayuda/existencias/"' in client.get("/existencias/").content.decode()
    assert 'href="/ayuda/mesa-de-trabajo/"' in client.get("/", follow=True).content.decode()


def test_the_index_is_searchable(client: Client, ana: Person) -> None:
    client.force_login(ana)
    page = client.get("/ayuda/?q=kardex").content.decode()
    assert "/ayuda/kardex/" in page
    assert "La ayuda no dice nada de «zzzz»" in client.get("/ayuda/?q=zzzz").content.decode()


def test_unknown_help_is_not_found(client: Client, ana: Person) -> None:
    client.force_login(ana)
    assert client.get("/ayuda/nada/").status_code == 404


def test_a_screen_has_one_page_of_help(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_pages", {})
    helps.register([HelpPage("uno", "Uno", ("a",), "Uno.")])
    with pytest.raises(ValueError, match="help already"):
        helps.register([HelpPage("dos", "Dos", ("a",), "Dos.")])


def test_two_pages_of_help_never_share_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_pages", {})
    helps.register([HelpPage("uno", "Uno", ("a",), "Uno.")])
    with pytest.raises(ValueError, match="one address"):
        helps.register([HelpPage("uno", "Otro", ("b",), "Otro.")])
