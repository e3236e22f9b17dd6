"""The shell's own pages in a browser, as each sees them: homes, search with its suggestions, menus, help, errors."""

from __future__ import annotations

import pytest

from delegations.roles import Role
from tests.factories.delegations import PersonFactory, PostingFactory
from tests.factories.two_sides import person_of
from tests.project.walking import PHONE, WIDE, walks, world  # noqa: F401  # fixtures

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_homes_search_and_help(walks, world):  # noqa: F811
    relative = walks(person_of(Role.FAMILY, world.here))
    for path in ("/", "/buscar/?q=jalisco", "/ayuda/", "/ayuda/pagina-de-la-familia/"):
        relative.visit(path)
    both = person_of(Role.PHARMACIST, world.here)
    PostingFactory(person=both, role=Role.PHARMACIST, unit=world.there.hospital)
    walks(both).visit("/")
    walks(PersonFactory(full_name="Sin Puesto")).visit("/")
    stranger = walks()
    for path in ("/", "/buscar/", "/buscar/?q=zzzz", "/ayuda/", "/ayuda/?q=zzzz"):
        stranger.visit(path)


def test_menus_and_suggestions_open(walks, world):  # noqa: F811
    chief = person_of(Role.ADMINISTRATOR, world.here)
    chief.is_staff = True
    chief.save()
    walk = walks(chief)
    walk.visit("/buscar/?q=jalisco")
    walk.visit("/ayuda/semana/")
    for menu in walk.page.locator("header details").all():
        walk.page.set_viewport_size(WIDE)
        menu.locator("summary").click()
        walk.here = "a menu of the header"
        walk.look()
        walk.page.set_viewport_size(WIDE)
        walk.page.keyboard.press("Escape")
    walk.page.keyboard.press("/")
    walk.page.keyboard.type("jalis", delay=20)
    walk.page.locator("#hallados [data-href]").first.wait_for()
    walk.page.keyboard.press("ArrowDown")
    walk.here = "suggestions"
    walk.look()
    walk.visit("/ayuda/semana/")
    walk.page.set_viewport_size(PHONE)
    walk.page.get_by_role("button", name="Menú", exact=True).click()
    walk.page.locator("nav#secciones summary").first.click()
    walk.here = "the menu on a phone"
    walk._axe("phone light", {"resultTypes": ["violations"]}, "")
