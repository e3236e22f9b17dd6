"""Which weeks call for work."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import connection

from supply.sql import statement
from supply.weeks import IsoWeek

# How many weeks back the sweeps look: a month of silence of the workers heals by itself.
LOOK_BACK = 4
# The zone where the country's days end first.
_EASTERNMOST = ZoneInfo("America/Cancun")


def recent_weeks(now: datetime) -> list[IsoWeek]:
    """The last weeks that are over somewhere in the country, oldest first."""
    last = IsoWeek.last_complete(now, _EASTERNMOST)
    return last.previous(LOOK_BACK - 1).until(last)


def weeks_to_draft(now: datetime) -> list[tuple[int, IsoWeek]]:
    """Delegation id and week, where a report is missing or its draft is older than the ledger; one query."""
    with connection.cursor() as cursor:
        cursor.execute(statement("draft_due"), {"mondays": [week.monday for week in recent_weeks(now)], "now": now})
        return [(delegation_id, IsoWeek.of(monday)) for delegation_id, monday in cursor.fetchall()]
