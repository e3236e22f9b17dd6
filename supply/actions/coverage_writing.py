"""Writing computed answers: only those that changed, and never over what was declared anew in the meantime."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import connection

from supply.models import CoverageChange

# By the states of supply/allocation.
ANSWERS = ("covered", "incoming", "uncovered")

# (row, answer, expected on, certainty)
PackageAnswer = tuple[int, str, date | None, str]
# (row of the package, row, answer, pieces missing, allocation as jsonb writes it)
LineAnswer = tuple[int, int, str, int, str]


def write_answers(
    unit_id: int,
    versions: Mapping[int, str],
    packages: Sequence[PackageAnswer],
    lines: Sequence[LineAnswer],
    now: datetime,
) -> int:
    """Write them; how many packages have another answer. `versions`: package → version that was read.

    A package that is being declared or has been since it was read is passed over, without waiting: whoever declares
    never waits for a computation, and the unit is computed again.
    """
    if not versions:
        return 0
    held = _hold(versions)
    if len(held) < len(versions):
        CoverageChange.objects.create(unit_id=unit_id)
        packages = [answer for answer in packages if answer[0] in held]
        lines = [answer for answer in lines if answer[0] in held]
    _write_lines(lines)
    _write_packages(packages, now)
    return len(packages)


def _hold(versions: Mapping[int, str]) -> set[int]:
    """Those that are as they were read, kept so for the rest of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT p.id FROM supply_requirementpackage AS p
              JOIN unnest(%s::bigint[], %s::xid[]) AS read (id, version) ON read.id = p.id AND read.version = p.xmin
               FOR NO KEY UPDATE OF p SKIP LOCKED
            """,
            [_array(versions), _array(versions.values())],
        )
        return {pk for (pk,) in cursor.fetchall()}


def _write_lines(lines: Sequence[LineAnswer]) -> None:
    if not lines:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE supply_requirement AS r
               SET status = answer.status, short = answer.short, allocation = answer.allocation::jsonb
              FROM unnest(%s::bigint[], %s::text[], %s::int[], string_to_array(%s, E'\n'))
                AS answer (id, status, short, allocation)
             WHERE r.id = answer.id
            """,
            [
                _array(line[1] for line in lines),
                _array(line[2] for line in lines),
                _array(line[3] for line in lines),
                "\n".join([line[4] for line in lines]),
            ],
        )


def _write_packages(packages: Sequence[PackageAnswer], now: datetime) -> None:
    if not packages:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE supply_requirementpackage AS p
               SET status = answer.status, expected_on = answer.expected, certainty = answer.certainty,
                   uncovered_since = CASE WHEN answer.status = 'uncovered' THEN coalesce(p.uncovered_since, %s) END,
                   computed_at = %s
              FROM unnest(%s::bigint[], %s::text[], %s::date[], %s::text[])
                AS answer (id, status, expected, certainty)
             WHERE p.id = answer.id
            """,
            [
                now,
                now,
                _array(package[0] for package in packages),
                _array(package[1] for package in packages),
                _array(package[2] or "NULL" for package in packages),
                _array(package[3] or '""' for package in packages),
            ],
        )


def _array(values: Iterable[object]) -> str:
    """An array as PostgreSQL reads it: thousands of parameters one by one would cost more than the work itself."""
    return f"{{{','.join(map(str, values))}}}"
