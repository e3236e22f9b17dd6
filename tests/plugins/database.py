"""The test database: quick passwords, and emptying tables that refuse to be emptied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from unittest import mock

import pytest
from django.db import transaction
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test import override_settings

GUARDED_TABLES = """
    SELECT DISTINCT format('%I.%I', n.nspname, c.relname)
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE NOT t.tgisinternal AND NOT c.relispartition AND c.relkind IN ('r', 'p')
"""


def flush_guarded(self: DatabaseOperations, sql_list: Sequence[str]) -> None:
    """Empty the tables after a transactional test, with the triggers that keep facts from being deleted set aside.

    Only the tables' owner may set them aside, and only here: the application itself has no such door.
    """
    with transaction.atomic(using=self.connection.alias), self.connection.cursor() as cursor:
        cursor.execute(GUARDED_TABLES)
        tables = [name for (name,) in cursor.fetchall()]
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in sql_list:
            cursor.execute(statement)
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@pytest.fixture(scope="session", autouse=True)
def _flush_past_triggers() -> Iterator[None]:
    with mock.patch.object(DatabaseOperations, "execute_sql_flush", flush_guarded):
        yield


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    """The real hashing takes a third of a second by design."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(autouse=True)
def _empty_cache(request: pytest.FixtureRequest) -> None:
    """Throttles and cached answers of one test must not reach the next."""
    if {"db", "transactional_db", "client", "live_server"} & set(request.fixturenames):
        from django.core.cache import cache

        cache.clear()
