"""Every address, every role, and nobody: on one's own unit, and with its codes swapped for another delegation's."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.urls import reverse

from delegations.roles import Role
from tests.factories.two_sides import NATIONAL, TwoSides, person_of
from tests.project.sitemap import EVERYONE, NOWHERE, ROUTES, Route, names_of_site
from tests.project.sweeping import Visitor, kept_from, rows, text_of, told

pytestmark = pytest.mark.django_db


def expected(route: Route, role: Role, may: frozenset[Role] | None, *, own: bool) -> set[int]:
    """What a role must get; a method that is not there may say so before or after it says 404 or 403."""
    if may is None:
        return {403, 404, 405}
    if role not in route.seen or (not own and route.names_something() and role not in NATIONAL):
        # Whoever may not do it anywhere may be told that first: it says nothing about the thing itself.
        return {404} if role in may or route.args else {403, 404}
    return set() if role in may else {403}


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
            if not own and not route.names_something():
                continue
            answer = visitor.get(name, route, side)
            right = expected(route, role, route.reads, own=own) or {200}
            if answer.status_code not in right:
                wrong.append((name, "own" if own else "theirs", answer.status_code, right))
            if own and answer.status_code == 200:
                wrong += [(name, word) for word in kept_from(role, name, world) if word in text_of(answer)]
    assert not wrong, told(wrong)


@pytest.mark.parametrize("role", Role, ids=str)
def test_what_a_role_may_not_write_is_refused_and_changes_nothing(role: Role, world: TwoSides) -> None:
    visitor = Visitor(person_of(role, world.here))
    before, wrong = rows(), []
    for name, route in ROUTES.items():
        for side, own in ((world.here, True), (world.there, False)):
            if not own and not route.names_something():
                continue
            right = expected(route, role, route.writes, own=own)
            if not right:
                continue
            status = visitor.post(name, route, side).status_code
            if status not in right:
                wrong.append((name, "own" if own else "theirs", status, right))
    assert not wrong, told(wrong)
    after = rows()
    assert [table for table in before if before[table] != after[table]] == []


@pytest.mark.parametrize("role", Role, ids=str)
def test_what_a_role_may_write_is_taken(role: Role, world: TwoSides) -> None:
    """The same requests by those who may: never refused, and where the body says something, rows change."""
    person = person_of(role, world.here)
    visitor = Visitor(person)
    idle, wrong = [], []
    for name, route in ROUTES.items():
        if route.writes is None or role not in route.writes or route.public:
            continue
        with transaction.atomic():
            before = rows() if route.body else {}
            status = visitor.post(name, route, world.here).status_code
            if status >= 500 or status in {401, 403, 404, 405}:
                wrong.append((name, status))
            elif route.body and rows() == before:
                idle.append((name, status))
            transaction.set_rollback(True)
    assert not wrong, told(wrong)
    assert not idle, told(idle)


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


def test_a_form_of_another_site_writes_nothing(world: TwoSides) -> None:
    """Signed in, allowed, but without the token that only our own pages carry."""
    visitor = Visitor(person_of(Role.DELEGATION_SUPPLY_MANAGER, world.here), csrf=True)
    before, wrong = rows(), []
    for name, route in ROUTES.items():
        if route.writes:
            status = visitor.post(name, route, world.here).status_code
            if status != 403:
                wrong.append((name, status))
    assert not wrong, told(wrong)
    assert rows() == before
