"""The weekly report's writers: drafted from the ledger, signed, validated, added up."""

from supply.actions.weeks.aggregate import aggregate_country_week, aggregate_delegation_week
from supply.actions.weeks.draft import draft_country_week, draft_week, redraft
from supply.actions.weeks.sign import Correction, correct_week, sign_week
from supply.actions.weeks.validate import observe_week, validate_week

__all__ = [
    "Correction",
    "aggregate_country_week",
    "aggregate_delegation_week",
    "correct_week",
    "draft_country_week",
    "draft_week",
    "observe_week",
    "redraft",
    "sign_week",
    "validate_week",
]
