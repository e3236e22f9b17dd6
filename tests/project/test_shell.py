"""What the shell promises of every page: a way back, help, a title, a skip link, a name for what is printed."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.test import Client

from delegations.roles import Role
from tests.factories.two_sides import TwoSides, build_two_sides, person_of
from tests.project.sitemap import FAULTS_TOKEN, PAGES

pytestmark = pytest.mark.django_db

# First pages of a section, doors, and what is nobody's section: there is nothing above them.
FIRST = {
    "pediatric:child-list", "pediatric:calendar", "pediatric:mixing-day",
    "pediatric:coverage", "pediatric:regimen-list", "pediatric:case-list",
    "pediatric:rollout", "pediatric:certificate-search", "meetings:meeting-list", "meetings:agreement-list",
    "meetings:minutes-list", "meetings:minutes-search",
    "home", "delegations:help", "delegations:inbox", "delegations:account", "delegations:network",
    "delegations:network-gaps", "delegations:audit-list", "delegations:delegation-list", "delegations:unit-list",
    "delegations:place-list", "supply:drug-list", "supply:stock", "supply:transfer-list", "supply:report-list",
    "supply:unmet",
    "supply:worklist", "supply:forecast-list", "supply:redistribution-list", "supply:requisition-list",
    "supply:transfer-order-list", "supply:loan-list", "supply:supply-order-list", "supply:contract-list",
    "supply:tender-list", "supply:supplier-list", "supply:delivery-list", "supply:purchase-board", "supply:recall-list",
    # A delegation's manager has the board for a first page; who sees the country has the country above it.
    "supply:board-delegation",
    "pediatric:family", "pediatric:family-report-list",
    "pediatric:case-public", "pediatric:case-public-code", "pediatric:case-public-case",
    # The doors of a meeting: whoever has the link of a mail, or stands in the room.
    "meetings:presence-link", "meetings:presence-room",
    # Families' pages have a way back of their own, at their foot.
    "pediatric:guide-list", "pediatric:guide-public-list", "pediatric:guide-public", "meetings:family-meetings",
    "account_login", "account_reauthenticate", "delegations:invitation-accept", "delegations:contact",
}  # fmt: skip
DOORS = re.compile(r"^(account_(request|confirm|reset|inactive|signup|logout)|mfa_(authenticate|reauthenticate))")
OTHERS_DRAW = {"api-docs"}


@pytest.fixture
def pages(db) -> dict[str, str]:
    """Every page as somebody who may open it sees it."""
    world: TwoSides = build_two_sides()
    side = world.here
    manager, chief = person_of(Role.DELEGATION_SUPPLY_MANAGER, side), person_of(Role.ADMINISTRATOR, side)
    cache.set(f"week-import:faults:{manager.pk}:{FAULTS_TOKEN}", [], 600)
    sessions = []
    treats, gives = person_of(Role.CLINICIAN, side), person_of(Role.PHARMACIST, side)
    for person in (manager, chief, world.olga, treats, gives, person_of(Role.FAMILY, side)):
        client = Client()
        client.force_login(person)
        sessions.append(client.cookies)
    found = {}
    for name, route in PAGES.items():
        for cookies in (*sessions[:2], None, *sessions[2:]):
            client = Client()
            if cookies is not None:
                client.cookies = cookies.copy()
            answer = client.get(route.url(name, side), route.query(side))
            if answer.status_code == 200:
                found[name] = answer.content.decode()
                break
    # Whoever has one hospital is sent on from the first page of fevers; a requisition that was sent is read, not
    # corrected, and its form is that of a new one.
    assert set(PAGES) - set(found) == {"pediatric:fever", "supply:requisition-edit"}
    return found


def test_every_page_keeps_the_shells_promises(pages: dict[str, str]) -> None:
    wrong = []
    for name, html in pages.items():
        if name in OTHERS_DRAW:
            continue
        title = re.search(r"<title>(.*?)</title>", html, re.S)
        checks = {
            "skip link first": re.search(r"<body[^>]*>\s*<a class=\"skip\"", html),
            "title of its own": title and title[1].strip() not in {"", "OncoAbasto · OncoAbasto"},
            "one heading": len(re.findall(r"<h1[ >]", html)) == 1,
            "printed when": "data-printed" in html,
            "help": re.search(r'class="tool" href="/ayuda/', html),
            "way back": name in FIRST or DOORS.match(name) or 'class="crumbs"' in html,
        }
        wrong += [(name, what) for what, right in checks.items() if not right]
    assert not wrong
