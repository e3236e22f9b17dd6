"""The abasto level of a delegation or a unit: pairs neither out nor critical, of all that are counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Q

from meetings.conditions.measured import Measured, WeekValue, of_weeks, satisfies, weeks_to_read
from meetings.conditions.where import agreed_on, zone_of
from meetings.models import Condition
from supply.coverage import CATEGORIES, abasto_level
from supply.models import DelegationWeek, WeeklyLine
from supply.models.weekly_line import LineKind

Counts = Mapping[str, int]


def evaluate(conditions: Sequence[Condition], now: datetime) -> dict[int, Measured]:
    """Two queries, however many conditions."""
    weeks = weeks_to_read(list(conditions), now)
    delegations = _delegations({row.delegation_id for row in conditions if row.delegation_id}, weeks)
    units = _units({row.unit_id for row in conditions if row.unit_id}, weeks)
    found = {}
    for row in conditions:
        counts = units[row.unit_id] if row.unit_id else delegations[row.delegation_id or 0]
        values = {monday: value for monday, one in counts.items() if (value := _value(row, one)) is not None}
        found[row.pk] = of_weeks(row, values, zone=zone_of(row), now=now, agreed_on=agreed_on(row))
    return found


def _value(condition: Condition, counts: Counts) -> WeekValue | None:
    level = abasto_level(counts)
    if level.percent is None:
        return None
    # To the tenth, as every board shows it; never rounded up to what was agreed.
    value = (Decimal(100 * level.safe) / level.pairs).quantize(Decimal("0.01"), rounding="ROUND_DOWN")
    return WeekValue(value, satisfies(condition, value), level.safe, level.pairs)


def _delegations(ids: set[int], weeks: list[date]) -> dict[int, dict[date, Counts]]:
    found: dict[int, dict[date, Counts]] = defaultdict(dict)
    if ids:
        rows = DelegationWeek.objects.filter(delegation__in=ids, week__in=weeks, place_kind=LineKind.WHOLE)
        columns = [f"pairs_{name}" for name in CATEGORIES]
        for delegation_id, monday, *counts in rows.values_list("delegation_id", "week", *columns):
            found[delegation_id][monday] = dict(zip(CATEGORIES, counts, strict=True))
    return found


def _units(ids: set[int], weeks: list[date]) -> dict[int, dict[date, Counts]]:
    found: dict[int, dict[date, Counts]] = defaultdict(dict)
    if ids:
        lines = WeeklyLine.objects.whole().filter(report__unit__in=ids, report__week__in=weeks).order_by()
        counted = lines.values_list("report__unit_id", "report__week").annotate(
            **{f"n_{name}": Count("id", filter=Q(category=name)) for name in CATEGORIES}
        )
        for unit_id, monday, *counts in counted:
            found[unit_id][monday] = dict(zip(CATEGORIES, counts, strict=True))
    return found
