"""Answering the packages of a unit from what there is and what is on its way (supply/allocation says by which rule)."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone

from delegations.models import Unit
from supply.actions.coverage_writing import ANSWERS, LineAnswer, PackageAnswer, write_answers
from supply.allocation import INCOMING, Outcome, Parts, allocate
from supply.horizon import last_day, local_day
from supply.models import RequirementPackage, UnitCoverage
from supply.selectors.coverage_due import units_with_packages
from supply.selectors.coverage_world import LineRow, Origin, PackageRow, read_packages, read_supplies, said_of_package

# First key of the advisory locks of those who compute a unit; the second is the unit.
COVERAGE_LOCK = 72004

_SURENESS = {"": 0, "dated": 1, "estimated": 2, "late": 3, "ordered": 4}


@transaction.atomic
def cover_unit(*, unit: Unit | int, now: datetime | None = None, changed_only: bool = False) -> int:
    """Answer the unit's packages from its today on; how many answers were written: those that differ from the last.

    `changed_only` looks at the drugs of the changes that wait, and at all that shares a package with them, directly or
    through others: nothing else can have another answer. When the unit's day has passed it looks at everything.
    """
    now = now or timezone.now()
    unit = Unit.objects.only("time_zone").get(pk=unit) if isinstance(unit, int) else unit
    today = local_day(now, unit.time_zone)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [COVERAGE_LOCK, unit.pk])
    # Taken away before anything is read: what changes from here on leaves a row that stays.
    drugs = _take_changes(unit.pk)
    is_new_day = not UnitCoverage.objects.filter(unit=unit, day=today).exists()
    if changed_only and not drugs and not is_new_day:
        return 0
    whole = not changed_only or is_new_day or None in drugs
    with _collector_at_rest():
        written = write_answers(unit.pk, *_compute(unit.pk, today, None if whole else drugs), now)
    UnitCoverage.objects.update_or_create(unit=unit, defaults={"day": today, "computed_at": now})
    return written


def cover_all(*, now: datetime | None = None) -> int:
    """Answer the packages of every unit that has any to come; how many answers were written."""
    now = now or timezone.now()
    return sum(cover_unit(unit=unit, now=now) for unit in units_with_packages(now))


def differences(*, unit: Unit, now: datetime) -> tuple[int, list[str]]:
    """(packages looked at, references whose stored answer is not the one that comes out), with nothing written."""
    today = local_day(now, unit.time_zone)
    _versions, packages, lines = _compute(unit.pk, today, None)
    concerned = {answer[0] for answer in packages} | {answer[0] for answer in lines}
    rows = RequirementPackage.objects.filter(pk__in=concerned).values_list("reference", flat=True)
    looked_at = RequirementPackage.objects.filter(unit=unit).needed_between(today, last_day(today)).count()
    return looked_at, sorted(rows)


def _compute(
    unit_id: int, today: date, drugs: set[int | None] | None
) -> tuple[dict[int, str], list[PackageAnswer], list[LineAnswer]]:
    """The answers that are not those on record, with the versions of the packages they belong to."""
    packages, lines = _read(unit_id, today, drugs)
    supplies, origins = read_supplies(unit_id, today, sorted({line[2] for rows in lines for line in rows}))
    needs = [(package[1], [(line[2], line[3]) for line in rows]) for package, rows in zip(packages, lines, strict=True)]
    return _differences(packages, lines, allocate(needs, supplies), origins)


def _take_changes(unit_id: int) -> set[int | None]:
    """The drugs that have changed at the unit; None stands for all."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM supply_coveragechange WHERE unit_id = %s RETURNING drug_id", [unit_id])
        return {drug_id for (drug_id,) in cursor.fetchall()}


def _read(unit_id: int, today: date, drugs: set[int | None] | None) -> tuple[list[PackageRow], list[list[LineRow]]]:
    """The packages that may have another answer, each with its lines: those of the drugs, or all of them."""
    packages, rows = read_packages(unit_id, today)
    lines: dict[int, list[LineRow]] = defaultdict(list)
    for row in rows:
        lines[row[0]].append(row)
    if drugs is not None:
        linked = _linked(lines.values(), drugs)
        packages = [package for package in packages if lines[package[0]] and lines[package[0]][0][2] in linked]
    return packages, [lines[package[0]] for package in packages]


def _linked(packages: Iterable[Sequence[LineRow]], drugs: set[int | None]) -> set[int | None]:
    """The drugs that share a package with one of `drugs`, or with one that does, and so on."""
    neighbours: dict[int | None, set[int]] = defaultdict(set)
    for together in {frozenset(line[2] for line in lines) for lines in packages}:
        for drug in together:
            neighbours[drug] |= together
    found, waiting = set(drugs), list(drugs)
    while waiting:
        more = neighbours[waiting.pop()] - found
        found |= more
        waiting += more
    return found


def _differences(
    packages: Sequence[PackageRow],
    lines: Sequence[Sequence[LineRow]],
    outcomes: Sequence[Outcome],
    origins: Sequence[Origin],
) -> tuple[dict[int, str], list[PackageAnswer], list[LineAnswer]]:
    """Versions of the packages concerned, and the answers that are not those on record."""

    # Most lines take of one lot; that lot and the pieces tell all that is to be said.
    of_one_lot: dict[tuple[int, int], str] = {}
    concerned: dict[int, str] = {}
    changed_packages: list[PackageAnswer] = []
    changed_lines: list[LineAnswer] = []
    for (pk, _day, version, said), rows, (state, answers) in zip(packages, lines, outcomes, strict=True):
        expected, certainty = None, ""
        if state == INCOMING:
            expected, certainty = _expectation([origins[token] for _, _, parts in answers for token, _ in parts])
        if said != said_of_package(ANSWERS[state], certainty, expected):
            concerned[pk] = version
            changed_packages.append((pk, ANSWERS[state], expected, certainty))
        for row, (line_state, short, parts) in zip(rows, answers, strict=True):
            if len(parts) == 1:
                now_said = of_one_lot.get(parts[0])
                if now_said is None:
                    now_said = of_one_lot[parts[0]] = f"{ANSWERS[line_state]}{short}{_json(parts, origins)}"
            else:
                now_said = f"{ANSWERS[line_state]}{short}{_json(parts, origins)}"
            if row[4] != now_said:
                concerned[pk] = version
                changed_lines.append((pk, row[1], ANSWERS[line_state], short, _json(parts, origins)))
    return concerned, changed_packages, changed_lines


def _json(parts: Parts, origins: Sequence[Origin]) -> str:
    """Where a line's pieces come from, letter for letter as PostgreSQL writes the jsonb."""
    return f"[{', '.join([f'{origins[token].head}{pieces}{origins[token].tail}' for token, pieces in parts])}]"


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Tens of thousands of small tuples and no cycle among them: looking for cycles would take a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _expectation(origins: Collection[Origin]) -> tuple[date, str]:
    """When the last of it is there, and how sure the least sure of it is."""
    coming = [origin for origin in origins if origin.on is not None]
    return max(origin.on for origin in coming if origin.on), max(
        (origin.certainty for origin in coming), key=_SURENESS.__getitem__
    )
