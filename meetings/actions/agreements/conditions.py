"""The condition of an agreement, written with what the data say of it at once."""

from __future__ import annotations

from datetime import datetime

from meetings.condition_facts import ConditionFacts
from meetings.conditions import joined, measure
from meetings.conditions.measured import Measured
from meetings.models import Agreement, Condition


def set_condition(agreement: Agreement, facts: ConditionFacts, now: datetime) -> Condition:
    """Make it, or write it anew, and measure it. The night decides what becomes of the agreement."""
    facts = facts.of(agreement).checked()
    unmeasured = {"met": None, "met_since": None, "value": None, "data_as_of": None, "evaluated_at": None}
    row, _made = Condition.objects.update_or_create(agreement=agreement, defaults=facts.columns() | unmeasured)
    measured = measured_now(row, now)
    row.met, row.met_since = measured.met, measured.since if measured.met else None
    row.value, row.data_as_of, row.evaluated_at = measured.value, measured.data_as_of, now
    row.save(update_fields=["met", "met_since", "value", "data_as_of", "evaluated_at"])
    agreement.condition = row
    return row


def measured_now(condition: Condition, now: datetime) -> Measured:
    """What the data say of one condition at this moment."""
    [row] = joined(Condition.objects.filter(pk=condition.pk))
    return measure([row], now)[row.pk]
