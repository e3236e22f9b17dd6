"""Children with a session in the coming days for whom something is missing: counts, never who."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from delegations.models import Unit
from meetings.conditions.measured import Measured
from meetings.conditions.where import agreed_on, today_at
from meetings.models import Condition
from pediatric_platform.reach import HORIZONS, NOBODY, Reach
from pediatric_platform.selectors.coverage.children import FAR, child_states, until
from supply.models import RequirementPackage

# As far ahead as coverage answers.
DAYS = HORIZONS[-1]
A_WEEK = timedelta(days=7)


def evaluate(conditions: Sequence[Condition], now: datetime) -> dict[int, Measured]:
    """Four queries, however many conditions. Where stock data are too old to say, what they hide counts as unknown."""
    today = timezone.localdate(now)
    units = {row.unit_id for row in conditions if row.unit_id}
    delegations = {row.delegation_id for row in conditions if row.delegation_id}
    there = Unit.objects.filter(Q(pk__in=units) | Q(delegation__in=delegations))
    places = dict(there.values_list("pk", "delegation_id"))
    coming = RequirementPackage.objects.needed_between(today, until(today, FAR)).filter(unit__in=places)
    states = child_states(coming, today, now)
    by_unit = states.by({unit_id: unit_id for unit_id in states.units})
    by_delegation = states.by({unit_id: places[unit_id] for unit_id in states.units})
    found = {}
    for row in conditions:
        reaches = by_unit.get(row.unit_id) if row.unit_id else by_delegation.get(row.delegation_id)
        found[row.pk] = _measured(row, (reaches or NOBODY)[DAYS], today_at(row, now), now)
    return found


def _measured(condition: Condition, reach: Reach, today: date, now: datetime) -> Measured:
    assert condition.threshold is not None
    told = {"value": Decimal(reach.missing), "data_as_of": now, "part": reach.missing, "whole": reach.children}
    if reach.missing > condition.threshold:
        return Measured(met=False, **told)  # type: ignore[arg-type]
    if reach.missing + reach.unknown > condition.threshold:
        return Measured(met=None, **told)  # type: ignore[arg-type]
    since = condition.met_since if condition.met and condition.met_since else today
    # A count of the day: for several weeks it must have held every night from the first reading to the last.
    kept = max(since, agreed_on(condition)) + A_WEEK * (condition.hold_weeks - 1)
    return Measured(met=True, since=since, kept_on=kept if kept <= today else None, **told)  # type: ignore[arg-type]
