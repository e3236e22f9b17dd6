"""Add a week up: a delegation's lines into its cells, the delegations' cells into the country's."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from delegations.models import Delegation
from supply.sql.aggregation import COUNTRY_CELLS, COUNTRY_WEEK, DELEGATION_CELLS, DELEGATION_WEEK
from supply.weeks import IsoWeek

# One at a time for the same delegation and week, so that the last to read is the last to write.
_LOCK_SPACE = 72002
_COUNTRY = 0


@transaction.atomic
def aggregate_delegation_week(*, delegation: Delegation, week: IsoWeek, now: datetime | None = None) -> int:
    """Recompute one delegation's cells of one week, and nothing else; how many cells it has now.

    Safe to repeat and to be killed: one transaction, rows written over by key, rows with nothing under them removed.
    """
    values: dict[str, Any] = {"week": week.monday, "delegation": delegation.pk, "now": now or timezone.now()}
    with connection.cursor() as cursor:
        _wait_for_turn(cursor, delegation.pk, week)
        cursor.execute(DELEGATION_CELLS, values)
        cells: int = cursor.rowcount
        cursor.execute(DELEGATION_WEEK, values)
    return cells


@transaction.atomic
def aggregate_country_week(*, week: IsoWeek, now: datetime | None = None) -> int:
    """Recompute the country's cells and sums of one week from the delegations'; how many cells there are now."""
    values = {"week": week.monday, "now": now or timezone.now()}
    with connection.cursor() as cursor:
        _wait_for_turn(cursor, _COUNTRY, week)
        cursor.execute(COUNTRY_CELLS, values)
        cells: int = cursor.rowcount
        cursor.execute(COUNTRY_WEEK, values)
    return cells


def _wait_for_turn(cursor: CursorWrapper, owner: int, week: IsoWeek) -> None:
    key = owner * 10_000_000 + week.monday.toordinal()  # toordinal() < 4 million for any date
    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK_SPACE * 10**12 + key])
