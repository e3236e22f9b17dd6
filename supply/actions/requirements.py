"""What an upper floor declares that a unit must have on a day. This floor never learns for whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from delegations.models import Unit
from supply.actions.coverage_changes import note_pairs
from supply.horizon import last_day, local_day
from supply.models import CoverageStatus


@dataclass(frozen=True, slots=True)
class Package:
    """What must be there together: `lines` are (drug id, pieces). Without lines there is nothing to be there."""

    reference: str
    folio: str
    unit_id: int
    needed_on: date
    lines: tuple[tuple[int, int], ...]
    priority: int = 0


@dataclass(frozen=True, slots=True)
class _Said:
    """What a reference stands for until now."""

    pk: int
    unit_id: int
    needed_on: date
    priority: int
    folio: str
    status: str
    lines: dict[int, int]


@transaction.atomic
def declare(*, packages: Sequence[Package]) -> int:
    """Have each reference say what its package says now; how many said something else before.

    A package that says the same keeps its answer. One that was missing and changes stays missing, since when it was,
    until it is computed again; any other that changes is unknown until then.
    """
    wanted = {package.reference: (package, _merged(package)) for package in packages}
    if len(wanted) < len(packages):
        raise ValueError("a reference is declared twice at once")
    said = _said(wanted)
    gone = [said[reference] for reference, (_package, lines) in wanted.items() if not lines and reference in said]
    changed = {
        reference: (package, lines)
        for reference, (package, lines) in wanted.items()
        if lines and _differs(package, lines, said.get(reference))
    }
    now = timezone.now()
    units = {one.unit_id for one in said.values()} | {package.unit_id for package, _lines in changed.values()}
    todays = _todays(units, now)
    _delete(gone)
    fresh = {reference: one for reference, one in changed.items() if reference not in said}
    ids = _insert([package for package, _lines in fresh.values()], now)
    ids |= _update([(said[ref], package) for ref, (package, _lines) in changed.items() if ref in said], todays, now)
    _write_lines([(ids[reference], lines) for reference, (_package, lines) in changed.items()])
    touched = [(one.unit_id, one.needed_on, one.lines) for one in gone]
    touched += [(one.unit_id, one.needed_on, one.lines) for ref, one in said.items() if ref in changed]
    touched += [(package.unit_id, package.needed_on, lines) for package, lines in changed.values()]
    _note(touched, todays)
    return len(changed) + len(gone)


@transaction.atomic
def withdraw(*, references: Collection[str]) -> int:
    """Nothing has to be there for these references any more; how many there were."""
    said = _said(references)
    _delete(list(said.values()))
    todays = _todays({one.unit_id for one in said.values()}, timezone.now())
    _note([(one.unit_id, one.needed_on, one.lines) for one in said.values()], todays)
    return len(said)


def _merged(package: Package) -> dict[int, int]:
    """Drug → pieces; the same drug twice is one line."""
    lines: dict[int, int] = {}
    for drug_id, pieces in package.lines:
        if type(pieces) is not int or pieces < 1:
            raise ValueError(f"{package.reference}: {pieces!r} is no number of pieces")
        lines[drug_id] = lines.get(drug_id, 0) + pieces
    return lines


def _differs(package: Package, lines: dict[int, int], said: _Said | None) -> bool:
    return said is None or (package.unit_id, package.needed_on, package.priority, package.folio, lines) != (
        said.unit_id,
        said.needed_on,
        said.priority,
        said.folio,
        said.lines,
    )


def _said(references: Iterable[str]) -> dict[str, _Said]:
    """The packages of the references, locked in one order for the rest of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT p.reference, p.id, p.unit_id, p.needed_on, p.priority, p.folio, p.status, line.drugs, line.pieces
              FROM supply_requirementpackage AS p
             CROSS JOIN LATERAL (
                   SELECT array_agg(r.drug_id) AS drugs, array_agg(r.pieces) AS pieces
                     FROM supply_requirement AS r WHERE r.package_id = p.id) AS line
             WHERE p.reference = ANY(%s)
             ORDER BY p.id
               FOR NO KEY UPDATE OF p
            """,
            [list(references)],
        )
        return {
            reference: _Said(
                pk, unit_id, day, priority, folio, status, dict(zip(drugs or (), pieces or (), strict=True))
            )
            for reference, pk, unit_id, day, priority, folio, status, drugs, pieces in cursor.fetchall()
        }


def _todays(unit_ids: Collection[int], now: datetime) -> dict[int, date]:
    """Unit → its day."""
    zones = Unit.objects.filter(pk__in=unit_ids).values_list("pk", "time_zone")
    return {pk: local_day(now, zone) for pk, zone in zones}


def _delete(said: Sequence[_Said]) -> None:
    if not said:
        return
    ids = [one.pk for one in said]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM supply_requirement WHERE package_id = ANY(%s)", [ids])
        cursor.execute("DELETE FROM supply_requirementpackage WHERE id = ANY(%s)", [ids])


def _columns(packages: Sequence[Package]) -> list[list[Any]]:
    return [
        [package.reference for package in packages],
        [package.folio for package in packages],
        [package.unit_id for package in packages],
        [package.needed_on for package in packages],
        [package.priority for package in packages],
    ]


def _insert(packages: Sequence[Package], now: datetime) -> dict[str, int]:
    """Reference → row of the new packages. One declared elsewhere at this very moment is written over."""
    if not packages:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO supply_requirementpackage AS p
                   (reference, folio, unit_id, needed_on, priority, declared_at, status, certainty)
            SELECT reference, folio, unit, day, priority, %s, 'unknown', ''
              FROM unnest(%s::text[], %s::text[], %s::bigint[], %s::date[], %s::int[])
                AS package (reference, folio, unit, day, priority)
             ORDER BY reference
                ON CONFLICT (reference) DO UPDATE
               SET folio = excluded.folio, unit_id = excluded.unit_id, needed_on = excluded.needed_on,
                   priority = excluded.priority, declared_at = excluded.declared_at, status = 'unknown',
                   expected_on = NULL, certainty = '', uncovered_since = NULL, computed_at = NULL
            RETURNING reference, id
            """,
            [now, *_columns(packages)],
        )
        return dict(cursor.fetchall())


def _update(changes: Sequence[tuple[_Said, Package]], todays: dict[int, date], now: datetime) -> dict[str, int]:
    """Reference → row of the packages that say something else now."""
    if not changes:
        return {}
    stays_missing = [
        said.status == CoverageStatus.UNCOVERED
        and said.unit_id == package.unit_id
        and package.needed_on <= last_day(todays[package.unit_id])
        for said, package in changes
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE supply_requirementpackage AS p
               SET folio = package.folio, unit_id = package.unit, needed_on = package.day,
                   priority = package.priority, declared_at = %s,
                   status = CASE WHEN package.missing THEN p.status ELSE 'unknown' END,
                   uncovered_since = CASE WHEN package.missing THEN p.uncovered_since END,
                   computed_at = CASE WHEN package.missing THEN p.computed_at END,
                   expected_on = NULL, certainty = ''
              FROM unnest(%s::text[], %s::text[], %s::bigint[], %s::date[], %s::int[], %s::bool[])
                AS package (reference, folio, unit, day, priority, missing)
             WHERE p.reference = package.reference
            RETURNING p.reference, p.id
            """,
            [now, *_columns([package for _said, package in changes]), stays_missing],
        )
        return dict(cursor.fetchall())


def _write_lines(packages: Sequence[tuple[int, dict[int, int]]]) -> None:
    """The packages' lines are these and no others, their answers open."""
    if not packages:
        return
    rows = [(pk, drug_id, pieces) for pk, lines in packages for drug_id, pieces in lines.items()]
    columns = [list(column) for column in zip(*rows, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            DELETE FROM supply_requirement AS r
             WHERE r.package_id = ANY(%s)
               AND NOT EXISTS (SELECT 1 FROM unnest(%s::bigint[], %s::bigint[]) AS line (package, drug)
                                WHERE line.package = r.package_id AND line.drug = r.drug_id)
            """,
            [[pk for pk, _lines in packages], *columns[:2]],
        )
        cursor.execute(
            """
            INSERT INTO supply_requirement (package_id, drug_id, pieces, status, short, allocation)
            SELECT package, drug, pieces, 'unknown', 0, '[]'
              FROM unnest(%s::bigint[], %s::bigint[], %s::int[]) AS line (package, drug, pieces)
             ORDER BY package, drug
                ON CONFLICT (package_id, drug_id) DO UPDATE
               SET pieces = excluded.pieces, status = 'unknown', short = 0, allocation = '[]'
            """,
            columns,
        )


def _note(touched: Iterable[tuple[int, date, dict[int, int]]], todays: dict[int, date]) -> None:
    """The drugs of packages whose day is among those that are answered."""
    note_pairs(
        (unit_id, drug_id)
        for unit_id, day, lines in touched
        if todays[unit_id] <= day <= last_day(todays[unit_id])
        for drug_id in lines
    )
