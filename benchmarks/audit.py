"""What watching costs: the same statements on a watched table and on a twin that is not watched.

    bin/bench audit

`ratio` is how many times as long the watched one takes, in the middle of the rounds. A figure for one row at a time is
what an action pays; one for thousands is what a loader pays. The ledger's own tables are not watched.
"""

from __future__ import annotations

from typing import Any

from benchmarks.bench import paired, say, setup, throwaway_database

ROWS = 5_000
ROUNDS = 9


def main() -> None:
    setup()
    with throwaway_database():
        run()


def run() -> None:
    from django.db import connection, transaction

    def sql(statement: str, *values: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)

    # Two copies of the table of persons, alike but for the watching: neither has foreign keys to be checked.
    people()
    for table in ("watched", "bare"):
        sql(f"CREATE TABLE {table} (LIKE delegations_person INCLUDING ALL)")
        sql(f"INSERT INTO {table} SELECT * FROM delegations_person")
    sql("SELECT watch_table('watched', 'id', ARRAY['password'], ARRAY['last_login'])")
    sql("ANALYZE watched, bare")
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(id), max(id) FROM watched")
        first, last = cursor.fetchone()

    def update(table: str, until: int) -> Any:
        def work() -> None:
            with transaction.atomic():
                sql(f"UPDATE {table} SET full_name = md5(random()::text) WHERE id <= %s", until)

        return work

    def nothing(table: str) -> Any:
        return lambda: sql(f"UPDATE {table} SET full_name = full_name WHERE id = %s", first)

    def delete(table: str) -> Any:
        def work() -> None:
            with transaction.atomic():
                sql(f"DELETE FROM {table}")
                transaction.set_rollback(True)

        return work

    def insert(table: str) -> Any:
        def work() -> None:
            with transaction.atomic():
                sql(
                    f"INSERT INTO {table} (id, password, is_superuser, email, full_name, is_staff, is_active,"
                    " is_simulated, date_joined, language, mobile_phone) SELECT 1000000 + n, '', false,"
                    " 'n' || n || '@example.org', 'Persona', false, true, true, now(), 'es-mx', ''"
                    " FROM generate_series(1, %s) AS n",
                    ROWS,
                )
                transaction.set_rollback(True)

        return work

    measures = (
        ("audit_update_one_row", update("watched", first), update("bare", first), 200),
        ("audit_update_that_changes_nothing", nothing("watched"), nothing("bare"), 200),
        (f"audit_update_{ROWS}_rows", update("watched", last), update("bare", last), ROUNDS),
        (f"audit_insert_{ROWS}_rows", insert("watched"), insert("bare"), ROUNDS),
        (f"audit_delete_{ROWS}_rows", delete("watched"), delete("bare"), ROUNDS),
    )
    for name, watched, bare, rounds in measures:
        ours, theirs = paired(watched, bare, rounds)
        say(name, ours * 1000, "ms", theirs * 1000)


def people() -> None:
    from delegations.models import Person

    Person.objects.bulk_create(
        [Person(email=f"p{number}@example.org", full_name=f"Persona {number}") for number in range(ROWS)]
    )


if __name__ == "__main__":
    main()
