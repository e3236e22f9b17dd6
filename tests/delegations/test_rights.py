"""The trail cannot be changed: not by the application's database user with raw SQL, and not by an administrator."""

from __future__ import annotations

import io
import json

import psycopg2
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from delegations import audit
from delegations.audit_tables import Keeping, declared
from delegations.models import AuditEvent, RowChange
from delegations.rights import rights_on
from delegations.selectors.audit_checks import tables, undeclared, wrong_rights
from tests.plugins.database import application_role, owner_rights
from tests.plugins.worker import test_database_url as database_url

pytestmark = pytest.mark.skipif(application_role() is None, reason="needs a server that knows both roles")

TRAIL = ("delegations_auditevent", "delegations_rowchange", "supply_movement", "supply_document")


@pytest.fixture
def application(transactional_db):
    """A connection of its own, signed in as production signs in."""
    link = psycopg2.connect(database_url())
    link.autocommit = True
    yield link
    link.close()


def run(link, statement: str):
    with link.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone() if cursor.description else None


def test_the_connection_is_the_applications_own(application):
    assert run(application, "SELECT session_user, current_user") == (settings.APPLICATION_ROLE,) * 2


@pytest.mark.parametrize("table", TRAIL)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {} SET id = id",
        "DELETE FROM {}",
        "TRUNCATE {} CASCADE",
        "ALTER TABLE {} DISABLE TRIGGER ALL",
        "ALTER TABLE {} ADD mine int",
        "ALTER TABLE {} OWNER TO oncoabasto",
        "DROP TRIGGER append_only ON {}",
        "DROP TABLE {} CASCADE",
        "CREATE RULE r AS ON INSERT TO {} DO INSTEAD NOTHING",
        "CREATE INDEX mine ON {} (id)",
        "GRANT ALL ON {} TO oncoabasto",
        "BEGIN; LOCK TABLE {} IN ACCESS EXCLUSIVE MODE",
    ],
)
def test_what_would_change_the_trail_is_refused(application, table, statement):
    if statement.startswith("GRANT"):  # PostgreSQL answers a grant of what one does not have with a warning
        run(application, statement.format(table))
        may = f"SELECT has_table_privilege('{table}', 'UPDATE') OR has_table_privilege('{table}', 'DELETE')"
        assert run(application, may) == (False,)
        return
    with pytest.raises((psycopg2.errors.InsufficientPrivilege, psycopg2.errors.InvalidGrantOperation)):
        run(application, statement.format(table))


@pytest.mark.parametrize(
    "statement",
    [
        "SET session_replication_role = replica",
        "SET ROLE oncoabasto_owner",
        "SET ROLE postgres",
        "SET SESSION AUTHORIZATION oncoabasto_owner",
        "ALTER ROLE oncoabasto SUPERUSER",
        "CREATE ROLE other",
        "CREATE DATABASE other",
        "CREATE SCHEMA mine",
        "CREATE TABLE public.mine (n int)",
        "CREATE TEMPORARY TABLE mine (n int)",
        "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE OR REPLACE FUNCTION record_row_changes() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "DROP FUNCTION append_only() CASCADE",
        "SELECT watch_table('delegations_person')",
        'INSERT INTO delegations_rowchange (at, transaction, database_user, "table", row_id, operation)'
        " VALUES (now(), 1, 'x', 'x', '1', 'I')",
        "DROP TRIGGER row_updated ON delegations_person",
        "ALTER TABLE delegations_person DISABLE TRIGGER row_updated",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('x', 'y', now())",
        "COPY delegations_auditevent TO '/tmp/x'",
    ],
)
def test_what_would_lead_around_the_rights_is_refused(application, statement):
    with pytest.raises(psycopg2.Error) as caught:
        run(application, statement)
    assert caught.value.pgcode in {"42501", "0LP01"}, caught.value


def test_the_application_may_still_add_events(application):
    assert run(
        application,
        "INSERT INTO delegations_auditevent (kind, at, type, by, target_model, target_id, target_label, before, after)"
        " VALUES ('write', now(), 'x.y', '', '', '', '', '{}', '{}') RETURNING transaction > 0",
    ) == (True,)


@pytest.mark.django_db
def test_of_every_table_it_is_said_how_its_past_is_kept():
    assert undeclared() == []


@pytest.mark.django_db
def test_the_application_has_the_rights_that_each_table_asks_for_and_no_more():
    assert wrong_rights() == []
    assert "delegations_person" in tables()


def test_facts_are_never_updated_and_row_changes_never_written():
    for name, table in declared().items():
        if table.keeping is Keeping.FACTS:
            assert rights_on(name) == {"SELECT", "INSERT"}
    assert rights_on("delegations_rowchange") == {"SELECT"}


@pytest.mark.django_db
def test_an_administrator_cannot_change_the_trail_in_the_administration(client, admin):
    event = audit.record(type="x.y", by=admin, target=admin)
    client.force_login(admin)
    change = reverse("admin:delegations_auditevent_change", args=[event.pk])
    assert client.post(change, {"type": "z"}).status_code == 403
    delete = reverse("admin:delegations_auditevent_delete", args=[event.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403
    listing = reverse("admin:delegations_auditevent_changelist")
    client.post(listing, {"action": "delete_selected", "_selected_action": [event.pk], "post": "yes"})
    assert client.post(reverse("admin:delegations_auditevent_add"), {"type": "z"}).status_code == 403
    assert AuditEvent.objects.get(pk=event.pk).type == "x.y"
    assert not admin.has_perm("delegations.delete_rowchange") or RowChange not in _registered()


def _registered():
    from django.contrib import admin as site

    return site.site._registry


def checked() -> dict:
    out, status = io.StringIO(), 0
    try:
        call_command("check_audit", json=True, stdout=out)
    except SystemExit as stop:
        status = stop.code
    answer = json.loads(out.getvalue())
    assert status == (0 if answer["ok"] else 1)
    return answer


@pytest.mark.django_db
def test_a_whole_trail_is_well(ana):
    answer = checked()
    assert [check for check in answer["checks"] if not check["ok"]] == []
    assert answer["row_changes"] > 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("damage", "name"),
    [
        ("DROP TRIGGER row_updated ON delegations_person", "watched_tables_are_watched"),
        ("ALTER TABLE delegations_posting DISABLE TRIGGER row_deleted", "watched_tables_are_watched"),
        ("ALTER TABLE delegations_auditevent DISABLE TRIGGER append_only", "facts_refuse_change"),
        ("ALTER TABLE delegations_auditevent DISABLE TRIGGER own_transaction", "events_are_of_their_transaction"),
        ("GRANT UPDATE ON delegations_auditevent TO oncoabasto", "rights_are_as_declared"),
        ("GRANT TRUNCATE ON delegations_person TO oncoabasto", "rights_are_as_declared"),
        ("REVOKE SELECT ON supply_drug FROM oncoabasto", "rights_are_as_declared"),
        ("CREATE TABLE nobody_said (n int)", "every_table_is_declared"),
        ("GRANT CREATE ON SCHEMA public TO oncoabasto", "role_is_weak"),
        ("ALTER FUNCTION record_row_changes() RESET search_path", "functions_are_careful"),
    ],
)
def test_what_is_wrong_is_found_and_named(damage, name):
    with owner_rights(), connection.cursor() as cursor:
        cursor.execute(damage)
    assert name in [check["name"] for check in checked()["checks"] if not check["ok"]]


@pytest.mark.django_db
def test_it_is_told_in_words(ana):
    out = io.StringIO()
    call_command("check_audit", stdout=out)
    assert "La auditoría está bien." in out.getvalue()
