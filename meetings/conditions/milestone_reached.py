"""Whether a hospital's step of the electronic record is reached; one that is not in the roll-out says nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from meetings.conditions.measured import Measured, of_fact
from meetings.conditions.where import agreed_on
from meetings.models import Condition
from pediatric_platform.models import Milestone, RolloutSite


def evaluate(conditions: Sequence[Condition], now: datetime) -> dict[int, Measured]:
    """Two queries, however many conditions."""
    units = {row.unit_id for row in conditions if row.unit_id}
    there = set(RolloutSite.objects.filter(unit__in=units).values_list("unit_id", flat=True))
    rows = Milestone.objects.filter(site__unit__in=units).values_list("site__unit_id", "kind", "done_on")
    done = {(unit_id, kind): on for unit_id, kind, on in rows}
    found = {}
    for row in conditions:
        on = done.get((row.unit_id or 0, row.milestone))
        is_so = None if row.unit_id not in there else on is not None
        found[row.pk] = of_fact(is_so, on, now=now, agreed_on=agreed_on(row))
    return found
