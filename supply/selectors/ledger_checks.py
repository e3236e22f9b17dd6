"""The ledger proved from its own rows: every promise of `ledger_promises`, over one instant of the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from supply.selectors.ledger_promises import CHECKS, Check

FAULTS_SHOWN = 5


@dataclass(frozen=True)
class Result:
    """What a check found: how much it looked at, how many rows break the promise, and the first few of them."""

    name: str
    title: str
    checked: int
    fault_count: int
    faults: list[dict[str, Any]]

    @property
    def ok(self) -> bool:
        return self.fault_count == 0


def check_ledger() -> Iterator[Result]:
    """Every check's result, in order, all of them over the same instant of the ledger (in a transaction of its own)."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        for check in CHECKS:
            yield run(check)


def run(check: Check) -> Result:
    """One check, run now."""
    with connection.cursor() as cursor:
        cursor.execute(check.checked, check.params or None)
        checked = cursor.fetchone()[0]
        cursor.execute(
            f"SELECT count(*) OVER () AS fault_count, faults.* FROM ({check.faults}) AS faults LIMIT {FAULTS_SHOWN}",  # noqa: S608
            check.params or None,
        )
        names = [column[0] for column in cursor.description][1:]
        rows = cursor.fetchall()
    faults = [dict(zip(names, row[1:], strict=True)) for row in rows]
    return Result(check.name, str(check.title), checked, rows[0][0] if rows else 0, faults)


def movement_count() -> int:
    """How many movements the ledger holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM supply_movement")
        count: int = cursor.fetchone()[0]
    return count
