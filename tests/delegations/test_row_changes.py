"""The database writes down each change of a watched row, whoever makes it: once, only what changed, never a secret."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from rest_framework.authtoken.models import Token

from delegations import audit
from delegations.audit_tables import watched
from delegations.models import Person, RowChange, Unit
from delegations.selectors.audit_checks import unwatched
from tests.factories.delegations import UnitFactory
from tests.plugins.database import owner_rights

pytestmark = pytest.mark.django_db

HIDDEN = "•••"


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def changes(table: str, operation: str = "U") -> list[RowChange]:
    return list(RowChange.objects.filter(table=table, operation=operation).order_by("pk"))


def test_a_raw_update_leaves_the_columns_that_changed_and_no_others(ana):
    sql("UPDATE delegations_person SET full_name = 'Otra', email = email WHERE id = %s", ana.pk)
    (change,) = changes("delegations_person")
    assert change.row_id == str(ana.pk)
    assert change.before == {"full_name": "Ana del Hospital"}
    assert change.after == {"full_name": "Otra"}
    assert change.database_user == "oncoabasto"


def test_an_update_that_changes_nothing_leaves_nothing(ana):
    sql("UPDATE delegations_person SET full_name = full_name")
    sql("UPDATE delegations_person SET full_name = 'x' WHERE false")
    assert changes("delegations_person") == []


def test_one_statement_over_many_rows_leaves_one_change_for_each(delegation):
    units = [UnitFactory(delegation=delegation).pk for _number in range(5)]
    Unit.objects.filter(pk__in=units).update(municipality="Tonalá")
    assert sorted(int(change.row_id) for change in changes("delegations_unit")) == sorted(units)


def test_a_new_row_is_kept_whole_and_a_deleted_one_too(ana):
    (made,) = [change for change in changes("delegations_person", "I") if change.row_id == str(ana.pk)]
    assert made.before is None
    assert made.after["email"] == "ana@example.org"
    token = Token.objects.create(user=ana, key="una-clave-secreta")
    token.delete()
    (gone,) = changes("authtoken_token", "D")
    assert gone.row_id == str(ana.pk)
    assert gone.before["user_id"] == ana.pk
    assert gone.after is None


def test_secrets_are_never_copied(ana):
    ana.set_password("una clave larga y nueva")
    ana.save()
    Token.objects.create(user=ana, key="una-clave-secreta")
    Token.objects.filter(user=ana).delete()
    (change,) = changes("delegations_person")
    assert change.before == change.after == {"password": HIDDEN}
    everything = str(list(RowChange.objects.values_list("before", "after")))
    assert "una-clave-secreta" not in everything
    assert ana.password not in everything


def test_every_secret_column_of_a_watched_table_is_named():
    """Columns that sound like a secret, in tables whose rows are copied."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND (column_name ~ '(password|secret(_|$)|token|hash)' OR column_name IN ('key', 'data', 'session_data'))"
        )
        found = cursor.fetchall()
    secrets = {table.name: set(table.secrets) for table in watched()}
    secrets["pediatric_platform_guidestatement"] |= {"key"}  # by which a recommendation is known in every version
    secrets["supply_warningsign"] |= {"key"}  # by which the same thing is known while it lasts
    secrets["supply_worksnooze"] |= {"key"}  # which line of a worklist was put off
    assert [pair for pair in found if pair[0] in secrets and pair[1] not in secrets[pair[0]]] == []


def test_signing_in_alone_leaves_nothing(client, ana):
    client.force_login(ana)
    assert Person.objects.get(pk=ana.pk).last_login
    assert changes("delegations_person") == []


def test_a_change_is_tied_to_its_event_by_the_transaction(hospital):
    hospital.name = "Otro"
    hospital.save()
    event = audit.record(type="unit.changed", by=None, target=hospital)
    event.refresh_from_db()
    (change,) = changes("delegations_unit")
    assert change.transaction == event.transaction
    assert not RowChange.objects.filter(pk=change.pk).without_event().exists()
    assert RowChange.objects.of_event(event).filter(pk=change.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_without_an_event_in_its_transaction_it_stands_out(hospital):
    Unit.objects.filter(pk=hospital.pk).update(name="A mano")
    assert [row.after for row in RowChange.objects.filter(operation="U").without_event()] == [{"name": "A mano"}]
    with transaction.atomic():
        Unit.objects.filter(pk=hospital.pk).update(name="Con acción")
        audit.record(type="unit.changed", by=None, target=hospital)
    assert [row.after for row in RowChange.objects.filter(operation="U").without_event()] == [{"name": "A mano"}]


def test_what_is_rolled_back_leaves_nothing(hospital):
    with transaction.atomic():
        Unit.objects.filter(pk=hospital.pk).update(name="A medias")
        transaction.set_rollback(True)
    assert changes("delegations_unit") == []


def test_every_watched_table_has_its_triggers():
    assert unwatched() == []


def test_watching_again_is_no_work_and_watching_differently_takes_effect(ana):
    ask = "SELECT string_agg(oid::text, ' ') FROM pg_trigger WHERE tgrelid = 'delegations_person'::regclass"
    with owner_rights(), connection.cursor() as cursor:
        cursor.execute(ask)
        (before,) = cursor.fetchone()
        cursor.execute("SELECT watch_table('delegations_person', 'id', ARRAY['password'], ARRAY['last_login'])")
        cursor.execute(ask)
        assert cursor.fetchone() == (before,)
        cursor.execute("SELECT watch_table('delegations_person', 'email', ARRAY['password', 'full_name'], '{}', false)")
    sql("UPDATE delegations_person SET full_name = 'x' WHERE id = %s", ana.pk)
    (change,) = changes("delegations_person")
    assert (change.row_id, change.after) == (ana.email, {"full_name": HIDDEN})


def test_a_function_or_table_put_in_front_is_not_used(ana):
    """The trigger runs with its owner's rights: it must look names up where its owner put them."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL search_path = pg_temp, public")
        cursor.execute("UPDATE public.delegations_person SET full_name = 'y' WHERE id = %s", [ana.pk])
        cursor.execute("SELECT proconfig::text FROM pg_proc WHERE proname = 'record_row_changes'")
        assert "search_path=pg_catalog, public, pg_temp" in cursor.fetchone()[0]
        cursor.execute("SET LOCAL search_path = public")
    assert changes("delegations_person")[0].after == {"full_name": "y"}
