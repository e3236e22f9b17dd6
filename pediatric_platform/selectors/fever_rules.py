"""The numbers of the golden hour as they are on record, each with its source."""

from __future__ import annotations

from decimal import Decimal

from pediatric_platform.models import FeverRule

# What holds where a number was never loaded: this program's own, each a decision of the institute to change.
DEFAULTS = {
    "target_minutes": Decimal(60),
    "kit_alert_minutes": Decimal(60),
    "kit_count_days": Decimal(7),
}


def rule_values() -> dict[str, Decimal]:
    """Code → value. One query."""
    return DEFAULTS | dict(FeverRule.objects.values_list("code", "value"))
