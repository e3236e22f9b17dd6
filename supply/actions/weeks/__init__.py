"""The weekly report's writers: drafted from the ledger, signed, validated, added up."""

from supply.actions.weeks.aggregate import aggregate_country_week, aggregate_delegation_week
from supply.actions.weeks.draft import draft_country_week, draft_week

__all__ = ["aggregate_country_week", "aggregate_delegation_week", "draft_country_week", "draft_week"]
