"""Where a condition is measured, by which clock, and since when it counts. The rows come with what is asked here joined
(`conditions.joined`).
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from meetings.models import Condition


def zone_of(condition: Condition) -> ZoneInfo:
    """The clock of the place it is about; of the country's capital where it is about none."""
    if condition.unit is not None:
        return condition.unit.zone
    if condition.delegation is not None:
        return condition.delegation.zone
    return ZoneInfo(timezone.get_default_timezone_name())


def today_at(condition: Condition, now: datetime) -> date:
    return now.astimezone(zone_of(condition)).date()


def agreed_on(condition: Condition) -> date:
    """The day it was agreed, there: what held before is nobody's promise."""
    return condition.agreement.agreed_at.astimezone(zone_of(condition)).date()
