"""Every page of the site, the administration's and the API's own among them: its headers, and nothing inline."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django.test import Client, RequestFactory
from django.urls import get_resolver, reverse
from django.utils.module_loading import import_string

from delegations.models import Person
from delegations.roles import Role
from tests.factories.two_sides import TwoSides, person_of
from tests.project.sitemap import PAGES
from tests.project.sweeping import Visitor, text_of, told
from tests.project.test_administration_sweep import pages as administration_pages

pytestmark = pytest.mark.django_db

HEADERS = (
    "Content-Security-Policy",
    "Permissions-Policy",
    "Cross-Origin-Resource-Policy",
    "Cross-Origin-Opener-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
)
# What a browser loads by itself, and the attribute that says from where.
LOADS = {
    "script": "src", "link": "href", "img": "src", "iframe": "src", "frame": "src", "embed": "src", "object": "data",
    "source": "src", "video": "src", "audio": "src", "track": "src", "use": "href", "form": "action", "base": "href",
}  # fmt: skip
# Blocks of data in a <script>: no browser runs them.
DATA = {"application/json", "application/ld+json", "importmap"}
# Whoever may read the page, first of these.
READERS = (
    Role.DELEGATION_SUPPLY_MANAGER,
    Role.UNIT_SUPPLY_MANAGER,
    Role.CENTRAL_OFFICE,
    Role.ADMINISTRATOR,
    Role.AUDITOR,
    Role.CLINICIAN,
    Role.PHARMACIST,
    Role.FAMILY,
)


class Strictness(HTMLParser):
    """Collects what the policy would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "style":
            self.faults.append("<style>")
        if tag == "script" and "src" not in given and given.get("type") not in DATA:
            self.faults.append("<script> without src")
        for name, value in given.items():
            if name == "style" or name.startswith("on"):
                self.faults.append(f"<{tag} {name}>")
            if value.strip().lower().startswith("javascript:"):
                self.faults.append(f"<{tag} {name}=javascript:>")
        address = given.get(LOADS.get(tag, ""), "")
        if address.startswith(("http:", "https:", "//")):
            self.faults.append(f"<{tag}> from {address}")


def faults_of(answer: object, *, signed_in: bool = False) -> list[str]:
    """What of a page is not as it must be."""
    found = [f"no {name}" for name in HEADERS if name not in answer.headers]  # type: ignore[attr-defined]
    if signed_in and "no-store" not in answer.headers.get("Cache-Control", ""):  # type: ignore[attr-defined]
        found.append("kept by the browser")
    reader = Strictness()
    reader.feed(text_of(answer))
    return found + reader.faults


def test_a_page_that_is_not_strict_is_caught() -> None:
    reader = Strictness()
    reader.feed(
        "<style>p{}</style><script>x()</script><p style='a' onclick='b'>"
        "<script src='https://elsewhere.example/x.js'></script><a href='javascript:x'>"
        "<script type='application/json'>{}</script><script src='/static/x.js'></script>"
    )
    assert len(reader.faults) == 6


def test_every_page_of_the_site(world: TwoSides) -> None:
    visitors = {role: Visitor(person_of(role, world.here)) for role in READERS}
    wrong = []
    for name, route in PAGES.items():
        role = next((role for role in READERS if role in (route.reads or ()) and role in route.seen), None)
        if role is None and not route.public:
            wrong.append((name, "nobody of these reads it"))
            continue
        visitor = Visitor() if route.public or role is None else visitors[role]
        answer = visitor.get(name, route, world.here)
        wrong += [(name, answer.status_code, fault) for fault in faults_of(answer, signed_in=not route.public)]
    assert not wrong, told(wrong)


def test_every_page_of_the_administration(admin: Person) -> None:
    visitor, wrong = Visitor(admin), []
    for url in [*administration_pages(), reverse("admin:delegations_person_change", args=[admin.pk])]:
        answer = visitor.client.get(url)
        wrong += [(url, answer.status_code, fault) for fault in faults_of(answer, signed_in=True)]
    assert not wrong, told(wrong)


def test_a_page_that_is_not_there_and_a_form_that_is_not_ours(client: Client) -> None:
    assert not faults_of(client.get("/no-existe/"))
    refused = Client(enforce_csrf_checks=True).post(reverse("account_login"), {})
    assert refused.status_code == 403
    assert not faults_of(refused)


@pytest.mark.parametrize("code", [400, 403, 404, 429, 500])
def test_error_pages_carry_nothing_inline(code: int) -> None:
    handler = (
        get_resolver().resolve_error_handler(code)
        if code != 429
        else import_string(get_resolver().urlconf_module.handler429)
    )
    request = RequestFactory().get("/x/")
    request.user = Person()
    request.session = {}
    arguments = [Exception("x")] if code != 500 else []
    answer = handler(request, *arguments)
    reader = Strictness()
    reader.feed(answer.content.decode())
    assert (answer.status_code, reader.faults) == (code, [])
