"""Whether a transfer arrived whole; one that came short or was cancelled did not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from meetings.conditions.measured import Measured, of_fact
from meetings.conditions.where import agreed_on
from meetings.models import Condition
from supply.models import Transfer
from supply.models.transfer import TransferState


def evaluate(conditions: Sequence[Condition], now: datetime) -> dict[int, Measured]:
    """One query, however many conditions."""
    rows = Transfer.objects.filter(pk__in={row.transfer_id for row in conditions if row.transfer_id})
    told = {pk: (state, on) for pk, state, on in rows.values_list("pk", "state", "accepted_on")}
    found = {}
    for row in conditions:
        state, on = told[row.transfer_id or 0]
        found[row.pk] = of_fact(state == TransferState.ACCEPTED, on, now=now, agreed_on=agreed_on(row))
    return found
