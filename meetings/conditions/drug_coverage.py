"""Days that a unit's usable pieces of a drug last, as its closed week says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from meetings.conditions.measured import Measured, WeekValue, of_weeks, satisfies, weeks_to_read
from meetings.conditions.where import agreed_on, zone_of
from meetings.models import Condition
from supply.models import WeeklyLine

Line = tuple[int, Decimal | None]


def evaluate(conditions: Sequence[Condition], now: datetime) -> dict[int, Measured]:
    """One query, however many conditions."""
    lines = WeeklyLine.objects.whole().filter(
        report__unit__in={row.unit_id for row in conditions},
        report__week__in=weeks_to_read(list(conditions), now),
        drug__in={row.drug_id for row in conditions},
    )
    told: dict[tuple[int, int], dict[date, Line]] = defaultdict(dict)
    columns = ("report__unit_id", "drug_id", "report__week", "usable", "days_of_coverage")
    for unit_id, drug_id, monday, usable, days in lines.order_by().values_list(*columns):
        told[unit_id, drug_id][monday] = (usable, days)
    found = {}
    for row in conditions:
        weeks = told[row.unit_id or 0, row.drug_id or 0]
        values = {monday: _value(row, line) for monday, line in weeks.items()}
        found[row.pk] = of_weeks(row, values, zone=zone_of(row), now=now, agreed_on=agreed_on(row))
    return found


def _value(condition: Condition, line: Line) -> WeekValue:
    usable, days = line
    if usable <= 0:
        return WeekValue(Decimal(0), satisfies(condition, Decimal(0)))
    if days is None:  # there is some, and nobody asked for it: it lasts for as long as one likes
        return WeekValue(None, holds=True)
    return WeekValue(days, satisfies(condition, days))
