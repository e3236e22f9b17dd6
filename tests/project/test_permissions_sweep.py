"""Every address read by every role, and nobody: on one's own unit, and with its codes swapped for another's."""

from __future__ import annotations

import pytest
from django.urls import reverse

from delegations.roles import Role
from tests.factories.two_sides import TwoSides, person_of
from tests.project.sitemap import EVERYONE, NOWHERE, ROUTES, names_of_site
from tests.project.sweeping import Visitor, expected, kept_from, rows, text_of, told

pytestmark = pytest.mark.django_db


def test_every_route_is_declared() -> None:
    assert names_of_site() == sorted([*ROUTES, *NOWHERE])


def test_roles_of_the_table_are_all_there_are() -> None:
    assert frozenset(Role) == EVERYONE
    for name, route in ROUTES.items():
        assert (route.writes or frozenset()) <= route.seen, name


@pytest.mark.parametrize("role", Role, ids=str)
def test_reading(role: Role, world: TwoSides) -> None:
    """Own things open as declared; the other delegation's do not exist, except for whoever sees the country.

    Nor does any list, board or figure tell of them; a relative reads of no stock at all, and is named nowhere.
    """
    visitor, wrong = Visitor(person_of(role, world.here)), []
    for name, route in ROUTES.items():
        for side, own in ((world.here, True), (world.there, False)):
            # Whom one's own is refused, the other's is refused by the same right: asked where one's own opens.
            if not own and not (route.names_something() and role in (route.reads or ())):
                continue
            answer = visitor.get(name, route, side)
            right = expected(route, role, route.reads, own=own) or {200}
            if answer.status_code not in right:
                wrong.append((name, "own" if own else "theirs", answer.status_code, right))
            if own and answer.status_code == 200:
                wrong += [(name, word) for word in kept_from(role, name, world) if word in text_of(answer)]
    assert not wrong, told(wrong)


def test_nobody_is_sent_to_sign_in_and_reads_and_writes_nothing(world: TwoSides) -> None:
    visitor, wrong, before = Visitor(), [], rows()
    for name, route in ROUTES.items():
        if route.public:
            continue
        is_api = name.startswith("api-") and name != "api-docs"
        for method, answer in (
            ("GET", visitor.client.get(route.url(name, world.here), route.query(world.here))),
            ("POST", visitor.post(name, route, world.here)),
        ):
            status = answer.status_code
            right = status == 401 if is_api else status == 302 and answer.url.startswith(reverse("account_login"))
            if not right:
                wrong.append((name, method, status))
    assert not wrong, told(wrong)
    assert rows() == before


def test_open_doors_need_no_sign_in(world: TwoSides) -> None:
    visitor = Visitor()
    for name, route in ROUTES.items():
        if route.public:
            right = 405 if route.reads is None else 200
            assert (name, visitor.get(name, route, world.here).status_code) == (name, right)
