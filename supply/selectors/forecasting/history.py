"""What each unit was asked for of each drug, week by week, as the reports tell it; and what is dated ahead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
from django.db import connection

from supply.forecasting.spread import Array
from supply.forecasting.weekly import HISTORY_WEEKS, WEEKS_AHEAD
from supply.weeks import IsoWeek

Pair = tuple[int, int]


@dataclass(frozen=True)
class History:
    """Per pair (unit, drug): `asked` for (dispensed and denied) by week, NaN where no report told, `days_out`, and the
    newest adjusted CPM; the last column is `through`."""

    through: IsoWeek
    pairs: list[Pair]
    asked: Array
    days_out: Array
    cpm: Array


def read_history(through: IsoWeek, *, delegation_id: int | None = None, unit_id: int | None = None,
                 drug_id: int | None = None, weeks: int = HISTORY_WEEKS) -> History:  # fmt: skip
    """Every pair with a line in those weeks. A reported week without a line of a pair that had one asked for none."""
    first = through.previous(weeks - 1).monday
    bounds = {
        "first": first, "last": through.monday, "delegation": delegation_id, "unit": unit_id, "drug": drug_id,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT r.unit_id, array_agg((r.week - %(first)s) / 7)
              FROM supply_weeklyreport AS r
             WHERE r.unit_id IS NOT NULL AND r.week BETWEEN %(first)s AND %(last)s
               AND (%(delegation)s::bigint IS NULL OR r.delegation_id = %(delegation)s)
               AND (%(unit)s::bigint IS NULL OR r.unit_id = %(unit)s)
             GROUP BY r.unit_id
            """,
            bounds,
        )
        reported = dict(cursor.fetchall())
        cursor.execute(
            """
            SELECT r.unit_id, l.drug_id, array_agg((r.week - %(first)s) / 7),
                   array_agg(greatest(l.dispensed, 0) + l.denied_pieces), array_agg(l.days_out),
                   (array_agg(l.cpm ORDER BY r.week DESC))[1]
              FROM supply_weeklyreport AS r
              JOIN supply_weeklyline AS l ON l.report_id = r.id AND l.place_kind = 'conjunto'
             WHERE r.unit_id IS NOT NULL AND r.week BETWEEN %(first)s AND %(last)s
               AND (%(delegation)s::bigint IS NULL OR r.delegation_id = %(delegation)s)
               AND (%(unit)s::bigint IS NULL OR r.unit_id = %(unit)s)
               AND (%(drug)s::bigint IS NULL OR l.drug_id = %(drug)s)
             GROUP BY r.unit_id, l.drug_id
            """,
            bounds,
        )
        rows = cursor.fetchall()
    asked = np.full((len(rows), weeks), np.nan)
    days_out = np.zeros((len(rows), weeks))
    cpm = np.zeros(len(rows))
    for number, (unit, _drug, at, pieces, out, newest) in enumerate(rows):
        told = [week for week in reported[unit] if week >= min(at)]
        asked[number, told] = 0
        asked[number, at] = pieces
        days_out[number, at] = out
        cpm[number] = float(newest or Decimal(0))
    return History(through, [(unit, drug) for unit, drug, *_rest in rows], asked, days_out, cpm)


def read_dated(pairs: list[Pair], first: date, *, delegation_id: int | None = None) -> Array:
    """Dated pieces of each pair by week ahead, the first one beginning on that day."""
    rows = {pair: number for number, pair in enumerate(pairs)}
    found = np.zeros((len(pairs), WEEKS_AHEAD))
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT p.unit_id, r.drug_id, (p.needed_on - %(first)s) / 7, sum(r.pieces)
              FROM supply_requirementpackage AS p
              JOIN supply_requirement AS r ON r.package_id = p.id
              JOIN delegations_unit AS u ON u.id = p.unit_id
             WHERE p.needed_on >= %(first)s AND p.needed_on < %(until)s
               AND (%(delegation)s::bigint IS NULL OR u.delegation_id = %(delegation)s)
             GROUP BY 1, 2, 3
            """,
            {"first": first, "until": first + timedelta(weeks=WEEKS_AHEAD), "delegation": delegation_id},
        )
        for unit_id, drug_id, week, pieces in cursor.fetchall():
            number = rows.get((unit_id, drug_id))
            if number is not None:
                found[number, week] = float(pieces)
    return found
