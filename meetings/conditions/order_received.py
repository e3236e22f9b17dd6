"""Whether a supply order came whole; one that was closed with packs missing, or cancelled, did not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from meetings.conditions.measured import Measured, of_fact
from meetings.conditions.where import agreed_on
from meetings.models import Condition
from supply.models import SupplyOrder, SupplyOrderState


def evaluate(conditions: Sequence[Condition], now: datetime) -> dict[int, Measured]:
    """One query, however many conditions."""
    rows = SupplyOrder.objects.filter(pk__in={row.supply_order_id for row in conditions if row.supply_order_id})
    told = {pk: (state, on) for pk, state, on in rows.values_list("pk", "state", "completed_on")}
    found = {}
    for row in conditions:
        state, on = told[row.supply_order_id or 0]
        found[row.pk] = of_fact(state == SupplyOrderState.RECEIVED, on, now=now, agreed_on=agreed_on(row))
    return found
