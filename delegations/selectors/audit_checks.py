"""Whether the trail is whole: each question's right answer is «nothing»."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from delegations.audit_tables import Keeping, declared, watched
from delegations.models import AuditEvent, RowChange
from delegations.rights import EVERY_RIGHT, rights_on

LOOKED_BACK = timedelta(days=30)


@dataclass(frozen=True)
class Answer:
    """One question, and what is wrong."""

    name: str
    title: str | Promise
    faults: list[str]

    @property
    def ok(self) -> bool:
        return not self.faults


def _column(query: str, *values: Any) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return [row[0] for row in cursor.fetchall()]


def tables() -> list[str]:
    """The tables there are."""
    return _column(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY 1"
    )


def triggers_in_force() -> set[tuple[str, str]]:
    """Table and name of each trigger that fires."""
    rows = _column(
        "SELECT c.relname || ' ' || t.tgname FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid"
        " WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')"
    )
    return {(table, trigger) for table, trigger in (row.split(" ", 1) for row in rows)}


def undeclared() -> list[str]:
    """Tables of which nobody said how their past is kept."""
    return [table for table in tables() if table not in declared()]


def unwatched() -> list[str]:
    """Triggers that should write down changes, and are missing or disabled."""
    there, in_force = set(tables()), triggers_in_force()
    return [
        f"{table.name}.{trigger}"
        for table in watched()
        if table.name in there
        for trigger in ("row_inserted", "row_updated", "row_deleted")
        if (table.inserts or trigger != "row_inserted") and (table.name, trigger) not in in_force
    ]


def unguarded() -> list[str]:
    """Tables that should refuse change and would not."""
    there, in_force = set(tables()), triggers_in_force()
    kept = [table.name for table in declared().values() if table.keeping in (Keeping.FACTS, Keeping.TRAIL)]
    return [table for table in kept if table in there and (table, "append_only") not in in_force]


def wrong_rights() -> list[str]:
    """Where the application may do more, or less, than its tables ask for."""
    role, found = settings.APPLICATION_ROLE, []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, p.name, has_table_privilege(%s, c.oid, p.name)"
            "  FROM pg_class AS c CROSS JOIN unnest(%s::text[]) AS p (name)"
            " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1, 2",
            [role, list(EVERY_RIGHT)],
        )
        for table, right, has in cursor.fetchall():
            if has != (right in rights_on(table)):
                found.append(f"{table}: {'+' if has else '-'}{right}")
    return found


def strong_role() -> list[str]:
    """What the application's role could get around its rights with."""
    role = settings.APPLICATION_ROLE
    return _column(
        "SELECT what FROM pg_roles AS r, LATERAL (VALUES"
        " ('superuser', rolsuper), ('creates roles', rolcreaterole), ('creates databases', rolcreatedb),"
        " ('replication', rolreplication), ('bypasses row security', rolbypassrls),"
        " ('may create in schema public', has_schema_privilege(r.oid, 'public', 'CREATE')),"
        " ('may make temporary tables', has_database_privilege(r.oid, current_database(), 'TEMPORARY')),"
        " ('owns the database', EXISTS (SELECT 1 FROM pg_database"
        "    WHERE datname = current_database() AND pg_has_role(r.oid, datdba, 'MEMBER'))),"
        " ('owns tables', EXISTS (SELECT 1 FROM pg_class"
        "    WHERE relnamespace = 'public'::regnamespace AND pg_has_role(r.oid, relowner, 'MEMBER')))"
        ") AS power (what, has) WHERE r.rolname = %s AND has",
        role,
    )


def careless_functions() -> list[str]:
    """Functions that run with their owner's rights and let the caller choose where names are looked up."""
    return _column(
        "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef"
        " AND NOT EXISTS (SELECT 1 FROM unnest(proconfig) AS setting WHERE setting LIKE 'search_path=%%')"
        " AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')"
    )


def unstamped() -> list[str]:
    """Whether an event could name another transaction than its own, and so explain what nobody had told."""
    named = (AuditEvent._meta.db_table, "own_transaction")
    return [] if named in triggers_in_force() else [".".join(named)]


QUESTIONS: tuple[tuple[str, str | Promise, Callable[[], list[str]]], ...] = (
    ("every_table_is_declared", _("De cada tabla está dicho cómo se guarda su pasado"), undeclared),
    ("watched_tables_are_watched", _("Los disparadores que anotan cambios existen y están activos"), unwatched),
    ("facts_refuse_change", _("Las tablas que solo crecen rechazan todo cambio"), unguarded),
    ("events_are_of_their_transaction", _("Ningún evento puede atribuirse a otra transacción"), unstamped),
    ("rights_are_as_declared", _("La aplicación tiene los permisos que necesita y ninguno más"), wrong_rights),
    ("role_is_weak", _("El usuario de la aplicación no puede saltarse sus permisos"), strong_role),
    ("functions_are_careful", _("Las funciones con permisos ajenos fijan dónde buscan"), careless_functions),
)


def answers() -> Iterator[Answer]:
    """Every question asked."""
    for name, title, ask in QUESTIONS:
        yield Answer(name, title, ask())


@dataclass(frozen=True)
class Size:
    """How much there is; the whole trail is estimated, the last month counted."""

    events: int
    row_changes: int
    unexplained: int


def size() -> Size:
    """Rows of the trail as the planner knows them, and the changes of the last month that no action explains."""
    since = timezone.now() - LOOKED_BACK
    return Size(
        events=_estimate(AuditEvent._meta.db_table),
        row_changes=_estimate(RowChange._meta.db_table),
        unexplained=RowChange.objects.filter(at__gte=since).without_event().count(),
    )


def _estimate(table: str) -> int:
    """As the planner knows; a table it knows nothing of is small enough to count."""
    (known,) = _column("SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = %s::regclass", table)
    if int(known) > 100_000:
        return int(known)
    (counted,) = _column(f'SELECT count(*) FROM "{table}"')  # noqa: S608 (a name of our own)
    return int(counted)
