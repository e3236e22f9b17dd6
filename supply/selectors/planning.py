"""The planning rules, as computations and pages read them."""

from __future__ import annotations

from supply.models import PlanningRule
from supply.planning import Rule, Rules


def all_rules(*kinds: str) -> Rules:
    """Every rule of those kinds (all), in one query; ask it by pair (`Rules.holding`, `Rules.value`)."""
    rows = PlanningRule.objects.filter(kind__in=kinds) if kinds else PlanningRule.objects.all()
    found = rows.order_by().values_list("kind", "value", "origin", "delegation_id", "unit_id", "drug_id", "pk")
    return Rules(Rule(*row) for row in found)
