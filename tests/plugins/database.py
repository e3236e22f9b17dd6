"""The test database: made by its owner, used with the application's rights, emptied where tables refuse to be."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any
from unittest import mock
from urllib.parse import urlparse

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.migrations.state import ModelState, ProjectState
from django.test import override_settings

from supply.coverage import DEFAULT_THRESHOLDS
from tests.plugins.servers import APPLICATION_URL

GUARDED_TABLES = """
    SELECT DISTINCT format('%I.%I', n.nspname, c.relname)
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE NOT t.tgisinternal AND NOT c.relispartition AND c.relkind IN ('r', 'p')
"""


def application_role() -> str | None:
    """The role whose rights the tests have; None on a server of one's own that knows one role only."""
    url = os.environ.get(APPLICATION_URL, "")
    return urlparse(url).username if url else None


@contextmanager
def owner_rights() -> Iterator[None]:
    """The rights of the tables' owner, for what the application may not do: damage, and what undoes it."""
    role = application_role()
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
    try:
        yield
    finally:
        # In a transaction that failed there is nothing to give back: its rollback does.
        if role:
            with suppress(DatabaseError), connection.cursor() as cursor:
                cursor.execute(f'SET ROLE "{role}"')


def add_model(self: ProjectState, model_state: ModelState) -> None:
    """`ProjectState.add_model`: a new model's class is made, and those that it points to stay as they are."""
    key = model_state.app_label, model_state.name_lower
    self.models[key] = model_state
    if self._relations is not None:
        self.resolve_model_relations(key)
    if "apps" in self.__dict__:
        self.apps.render_multiple([model_state])


def append_option(self: ProjectState, app_label: str, model_name: str, option_name: str, obj: Any) -> None:
    """`ProjectState._append_option`: an index or a constraint more is noted, and no class is made anew for it."""
    options = self.models[app_label, model_name].options
    options[option_name] = [*options[option_name], obj]
    if "apps" in self.__dict__:
        meta = self.apps.get_model(app_label, model_name)._meta
        setattr(meta, option_name, [*getattr(meta, option_name), obj])


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[Any]) -> Generator[None, Any, Any]:
    """Migrate with less to remember.

    Django makes the class of every related model anew whenever a table, an index or a constraint is added: nine tenths
    of the time that a database for tests took, and more with every table. The statements are the same without.
    """
    if fixturedef.argname != "django_db_setup":
        return (yield)
    with mock.patch.multiple(ProjectState, add_model=add_model, _append_option=append_option):
        return (yield)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """From here on every connection of this process, those of other threads included, has the application's rights."""
    role = application_role()
    options = connection.settings_dict["OPTIONS"]
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        connection.close()
        if role:
            options["options"] = f"-c role={role}"
    yield
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        connection.close()
        options.pop("options", None)


def flush_guarded(self: DatabaseOperations, sql_list: Sequence[str]) -> None:
    """Empty the tables after a transactional test, with the triggers that keep facts from being deleted set aside.

    Only the tables' owner may set them aside, and only here: the application itself has no such door.
    """
    with owner_rights(), transaction.atomic(using=self.connection.alias), self.connection.cursor() as cursor:
        cursor.execute(GUARDED_TABLES)
        tables = [name for (name,) in cursor.fetchall()]
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in sql_list:
            cursor.execute(statement)
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        # What a migration put there is there for the next test too, in whatever order they run.
        cursor.executemany(
            "INSERT INTO supply_coveragethreshold (category, from_days, source) VALUES (%s, %s, '')"
            " ON CONFLICT DO NOTHING",
            DEFAULT_THRESHOLDS,
        )


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
