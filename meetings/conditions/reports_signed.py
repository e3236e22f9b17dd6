"""Units of a delegation that signed the week, of those expected to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Q

from meetings.conditions.measured import Measured, WeekValue, of_weeks, satisfies, weeks_to_read
from meetings.conditions.where import agreed_on, zone_of
from meetings.models import Condition
from supply.models import WeeklyReport
from supply.models.weekly_report import SIGNED_STATES
from supply.weeks import IsoWeek


def evaluate(conditions: Sequence[Condition], now: datetime) -> dict[int, Measured]:
    """One query, however many conditions. A week counts once its reports are due: before, nobody is late."""
    reports = WeeklyReport.objects.of_units().filter(
        delegation__in={row.delegation_id for row in conditions}, week__in=weeks_to_read(list(conditions), now)
    )
    counted = reports.order_by().values_list("delegation_id", "week")
    told: dict[int, dict[date, tuple[int, int]]] = defaultdict(dict)
    for delegation_id, monday, signed, expected in counted.annotate(
        n_signed=Count("pk", filter=Q(state__in=SIGNED_STATES)), n_expected=Count("pk")
    ):
        told[delegation_id][monday] = (signed, expected)
    found = {}
    for row in conditions:
        zone = zone_of(row)
        values = {
            monday: _value(row, *counts)
            for monday, counts in told[row.delegation_id or 0].items()
            if now >= IsoWeek.of(monday).due_at(zone)
        }
        found[row.pk] = of_weeks(row, values, zone=zone, now=now, agreed_on=agreed_on(row))
    return found


def _value(condition: Condition, signed: int, expected: int) -> WeekValue:
    value = (Decimal(100 * signed) / expected).quantize(Decimal("0.01"), rounding="ROUND_DOWN")
    return WeekValue(value, satisfies(condition, value), signed, expected)
