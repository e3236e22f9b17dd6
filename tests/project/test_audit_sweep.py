"""Every address that writes leaves its trace in the same transaction: an audit event, or a document of the ledger."""

from __future__ import annotations

import pytest
from django.db import connection

from delegations.audit_tables import Keeping, declared
from delegations.roles import Role
from tests.factories.two_sides import TwoSides, person_of
from tests.project.sitemap import ROUTES
from tests.project.sweeping import Tables, Visitor, told

pytestmark = pytest.mark.django_db

TRACES = ("delegations_auditevent", "supply_document")
# What is no work of the institute: whose inbox is read, what is sent, sessions.
KEPT = {
    name for name, table in declared().items() if table.keeping in (Keeping.WATCHED, Keeping.FACTS, Keeping.DERIVED)
} - {"delegations_auditevent"}


@pytest.mark.parametrize("role", [role for role in Role if role != Role.FAMILY], ids=str)
def test_what_is_written_leaves_its_trace(role: Role, world: TwoSides) -> None:
    visitor = Visitor(person_of(role, world.here))
    silent = []
    tables, already = Tables(), traces()
    for name, route in ROUTES.items():
        if route.writes is None or role not in route.writes or not route.body:
            continue
        with tables.taken_back():
            visitor.post(name, route, world.here)
            written = [table for table in tables.changed() if table in KEPT]
            if written and traces() == already:
                silent.append((name, written))
    assert not silent, told(silent)


def traces() -> list[int]:
    """How many rows each kind of trace has."""
    counts = ", ".join(f"(SELECT count(*) FROM {table})" for table in TRACES)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}")
        return list(cursor.fetchone())
