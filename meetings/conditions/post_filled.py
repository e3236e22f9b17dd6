"""Whether a post has a titular; a role that many hold, anybody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q

from delegations.models import Holding, Posting
from meetings.conditions.measured import Measured, of_fact
from meetings.conditions.where import agreed_on, today_at
from meetings.models import Condition

Place = tuple[str, int | None, int | None]


def evaluate(conditions: Sequence[Condition], now: datetime) -> dict[int, Measured]:
    """One query, however many conditions."""
    places = Q(delegation__in={row.delegation_id for row in conditions if row.delegation_id})
    places |= Q(unit__in={row.unit_id for row in conditions if row.unit_id})
    held = Posting.objects.filter(
        places,
        role__in={row.role for row in conditions},
        holding__in=(Holding.TITULAR, Holding.MEMBER),
        person__is_active=True,
    )
    told: dict[Place, list[tuple[date, date | None]]] = {}
    for role, delegation_id, unit_id, first, last in held.order_by("starts_on", "pk").values_list(
        "role", "delegation_id", "unit_id", "starts_on", "ends_on"
    ):
        told.setdefault((role, delegation_id, unit_id), []).append((first, last))
    found = {}
    for row in conditions:
        today = today_at(row, now)
        days = told.get((row.role, row.delegation_id, row.unit_id), [])
        current = [first for first, last in days if first <= today and (last is None or last >= today)]
        since = min(current, default=None)
        found[row.pk] = of_fact(since is not None, since, now=now, agreed_on=agreed_on(row))
    return found
