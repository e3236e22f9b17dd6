"""What the application's role may do in the database, table by table; made anew after each migration by its owner.

The owner migrates; the application reads and writes rows. Append-only tables it may only add to, the trail of row
changes it may only read, and no table can it alter, empty at a stroke, or free of its triggers.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import connection
from psycopg2 import sql

from delegations.audit_tables import Keeping, declared, watched

EVERY_RIGHT = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
ROWS = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})
RIGHTS: dict[Keeping, frozenset[str]] = {
    Keeping.WATCHED: ROWS,
    Keeping.DERIVED: ROWS,
    Keeping.TECHNICAL: ROWS,
    Keeping.FACTS: frozenset({"SELECT", "INSERT"}),
    Keeping.TRAIL: frozenset({"SELECT"}),
}
# Only who migrates writes down that it did.
EXCEPTIONS = {"django_migrations": frozenset({"SELECT"})}

OWN_TABLES = """
    SELECT c.relname FROM pg_class AS c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
       AND pg_has_role(current_user, c.relowner, 'USAGE') AND c.relowner <> %s::regrole
"""


def rights_on(table: str) -> frozenset[str]:
    """What the application may do with the rows of `table`; a table not declared yet it may use in full."""
    kept = declared().get(table)
    return EXCEPTIONS.get(table) or RIGHTS[kept.keeping if kept else Keeping.TECHNICAL]


def uphold(**signal: Any) -> None:
    """Triggers on watched tables, and the application's grants. Without a role of its own there is nothing to grant.

    Called after `migrate` (and after a flush, where the application's role is signed in and may do none of this).
    """
    role = settings.APPLICATION_ROLE
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_userbyid(relowner) = current_user, to_regrole(%s) IS NOT NULL AND current_user <> %s"
            "  FROM pg_class WHERE oid = to_regclass('delegations_rowchange')",
            [role, role],
        )
        owns, has_application = cursor.fetchone() or (False, False)
        if not owns:
            return
        cursor.execute("SELECT to_regprocedure('watch_table(text, text, text[], text[], boolean)') IS NOT NULL")
        if cursor.fetchone() == (True,):
            _watch(cursor)
        if has_application:
            _grant(cursor, role)


def _watch(cursor: Any) -> None:
    for table in watched():
        cursor.execute(
            "SELECT watch_table(%s, %s, %s::text[], %s::text[], %s) WHERE to_regclass(%s) IS NOT NULL",
            [table.name, table.key, list(table.secrets), list(table.ignored), table.inserts, table.name],
        )


def _grant(cursor: Any, role: str) -> None:
    to = sql.Identifier(role)
    later = sql.SQL("ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ")
    database = sql.Identifier(connection.settings_dict["NAME"])
    steps = [
        # In a schema of its own making a role could put a table or function in front of ours; in a temporary one too.
        sql.SQL("REVOKE CREATE ON SCHEMA public FROM PUBLIC"),
        sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC").format(database),
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(to),
        sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(to),
        later + sql.SQL("USAGE, SELECT ON SEQUENCES TO {}").format(to),
        later + sql.SQL("SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}").format(to),
    ]
    cursor.execute(OWN_TABLES, [role])
    for (table,) in cursor.fetchall():
        name, rights = sql.Identifier(table), sql.SQL(", ").join(map(sql.SQL, sorted(rights_on(table))))
        steps.append(sql.SQL("REVOKE ALL ON TABLE {} FROM {}").format(name, to))
        steps.append(sql.SQL("GRANT {} ON TABLE {} TO {}").format(rights, name, to))
    cursor.execute(sql.SQL("; ").join(steps))
