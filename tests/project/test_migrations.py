"""Models and migrations say the same; the suite's own quick way through the migrations leads where they lead."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from django.core.management import call_command
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
# Columns, rules, indexes, triggers, functions and rights, in words that do not depend on the database's name.
CATALOGUE = (
    "SELECT c.relname, a.attname, a.attnum, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,"
    " a.attgenerated, pg_get_expr(d.adbin, d.adrelid) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
    " LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum"
    " WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0",
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), condeferrable, condeferred"
    " FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
    "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT pg_get_triggerdef(oid), tgenabled FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT p.proname, pg_get_functiondef(p.oid) FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang"
    " WHERE p.pronamespace = 'public'::regnamespace AND p.prokind = 'f' AND l.lanname <> 'c'",
    "SELECT relname, relkind, relacl::text FROM pg_class WHERE relnamespace = 'public'::regnamespace",
    "SELECT app, name FROM django_migrations",
)


@pytest.mark.django_db
def test_no_model_has_changed_without_a_migration() -> None:
    out = io.StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=out)
    except SystemExit:
        pytest.fail(f"makemigrations would write:\n{out.getvalue()}")


def sign_in(database: str) -> psycopg2.extensions.connection:
    """A connection of the tables' owner, in autocommit."""
    known = connection.settings_dict
    link = psycopg2.connect(
        host=known["HOST"], port=known["PORT"], user=known["USER"], password=known["PASSWORD"], dbname=database
    )
    link.autocommit = True
    return link


def catalogue(database: str) -> list[set[str]]:
    with closing(sign_in(database)) as link, link.cursor() as cursor:
        found = []
        for question in CATALOGUE:
            cursor.execute(question)
            found.append({repr(row) for row in cursor.fetchall()})
        return found


@pytest.fixture
def migrated(db: None) -> Iterator[str]:
    """A database made as production's is: by `manage.py migrate`, in a process that knows nothing of the suite."""
    here = connection.settings_dict["NAME"]
    name = f"{here}_plain"
    with closing(sign_in(here)) as link, link.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
        head, _slash, _name = os.environ["DATABASE_URL"].rpartition("/")
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "--verbosity=0"],
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": f"{head}/{name}"},
            check=True,
        )
        yield name
        cursor.execute(f'DROP DATABASE "{name}"')


@pytest.mark.slow
def test_the_suites_tables_are_those_that_production_migrates_to(migrated: str) -> None:
    """`tests/plugins/database.py` takes a shorter way through the migrations; here they go the whole way."""
    ours, plain = catalogue(connection.settings_dict["NAME"]), catalogue(migrated)
    assert all(plain)
    for mine, theirs in zip(ours, plain, strict=True):
        assert sorted(mine ^ theirs) == []
