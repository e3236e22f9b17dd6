"""Every address written to by every role: refused where it must be, taken where it may be."""

from __future__ import annotations

import pytest

from delegations.roles import Role
from tests.factories.two_sides import TwoSides, person_of
from tests.project.sitemap import ROUTES
from tests.project.sweeping import Tables, Visitor, expected, rows, told

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", Role, ids=str)
def test_what_a_role_may_not_write_is_refused_and_changes_nothing(role: Role, world: TwoSides) -> None:
    visitor = Visitor(person_of(role, world.here))
    before, wrong = rows(), []
    for name, route in ROUTES.items():
        for side, own in ((world.here, True), (world.there, False)):
            # Whom one's own is refused, the other's is refused by the same right: tried where one's own may be written.
            if not own and not (route.names_something() and role in (route.writes or ())):
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
    tables = Tables()
    for name, route in ROUTES.items():
        if route.writes is None or role not in route.writes or route.public:
            continue
        with tables.taken_back():
            status = visitor.post(name, route, world.here).status_code
            if status >= 500 or status in {401, 403, 404, 405}:
                wrong.append((name, status))
            elif route.body and not tables.changed():
                idle.append((name, status))
    assert not wrong, told(wrong)
    assert not idle, told(idle)


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
