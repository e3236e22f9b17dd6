"""How far an emergency may go: how many a month, and for how many days; numbers that are data (planning rules)."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time

from delegations.models import Place
from supply.models import PlanningKind, Requisition, RequisitionState
from supply.selectors.demand import lead_demand
from supply.selectors.planning import all_rules
from supply.selectors.requisitions.stands import stands_of


@dataclass(frozen=True)
class Ceiling:
    """Most pieces that an emergency may ask for: what so many days may take, less what is there. None: not known."""

    days: int
    most: int | None


def emergencies_left(place: Place) -> tuple[int, int]:
    """(sent this month at the place, how many a month are decided where all others are)."""
    rules = all_rules(PlanningKind.EMERGENCY_PER_MONTH)
    allowed = rules.value(PlanningKind.EMERGENCY_PER_MONTH, **_where(place), drug_id=0)
    today = place.today()
    zone = (place.unit or place.delegation).zone
    first = datetime.combine(today.replace(day=1), time.min, tzinfo=zone)
    sent = Requisition.objects.filter(place=place, is_emergency=True, sent_at__gte=first).exclude(
        state__in=(RequisitionState.DRAFT, RequisitionState.CANCELLED)
    )
    return sent.count(), int(allowed)


def ceilings(place: Place, drug_ids: Collection[int]) -> dict[int, Ceiling]:
    """Drug → how much an emergency may bring. Dated doses count whole; a drug nobody ever asked for has no ceiling."""
    rules = all_rules(PlanningKind.EMERGENCY_DAYS)
    days = {
        drug: int(rules.value(PlanningKind.EMERGENCY_DAYS, **_where(place), drug_id=drug)) for drug in set(drug_ids)
    }
    if place.unit_id is None:
        return {drug: Ceiling(days[drug], None) for drug in days}
    demands = lead_demand([place.unit_id], list(days), since=place.today())
    stands = stands_of(place, list(days))
    found = {}
    for drug, within in days.items():
        demand = demands[place.unit_id, drug]
        known = demand.basis != "none" or bool(demand.dated)
        most = max(math.ceil(demand.at_service(within)) - stands[drug].usable, 0) if known else None
        found[drug] = Ceiling(within, most)
    return found


def _where(place: Place) -> dict[str, int]:
    return {"unit_id": place.unit_id or 0, "delegation_id": place.delegation_id}
