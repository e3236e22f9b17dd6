"""From the door to the first antibiotic: children with fever of the last thirteen weeks, of every place at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import connection

from meetings.figures.numbers import percent, tenth
from meetings.figures.places import COUNTRY, Places
from meetings.figures.shape import Fever
from pediatric_platform.selectors.fever.figures import TREATED

WEEKS = 13

_CLOCKS = f"""
SELECT u.delegation_id, e.unit_id, grouping(u.delegation_id), grouping(e.unit_id), count(*),
       count(*) FILTER (WHERE e.antibiotic_at <= e.deadline_at),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM e.antibiotic_at - e.arrived_at) / 60)
{TREATED}
 GROUP BY GROUPING SETS ((), (u.delegation_id), (e.unit_id))
"""  # noqa: S608  # put together of texts of this program alone


def fever(places: Places, today: date) -> Mapping[str, Fever]:
    """By place; a median is of the children, never of medians. One query."""
    first, last = today - timedelta(weeks=WEEKS), today
    found = {key: _fever(0, 0, None, first, last) for key in places.keys}
    with connection.cursor() as cursor:
        cursor.execute(_CLOCKS, {"units": list(places.units), "first": first, "last": last})
        for delegation_id, unit_id, every_delegation, every_unit, n, within, median in cursor.fetchall():
            if not every_delegation:
                key = places.delegations[delegation_id].code
            else:
                key = COUNTRY if every_unit else places.clues(unit_id)
            if key in found:
                found[key] = _fever(n, within, median, first, last)
    return found


def _fever(n: int, within: int, median: float | None, first: date, last: date) -> Fever:
    return {
        "n": n,
        "within": within,
        "share": percent(within, n),
        "median": tenth(median),
        "first": first.isoformat(),
        "last": last.isoformat(),
    }
