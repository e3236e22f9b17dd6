"""What the events of replenishment are called, area by area; the rest of this floor's are in supply/audit_words.py."""

from __future__ import annotations

from delegations import audit_words
from supply.words import (
    forecasting,
    levels,
    loans,
    performance,
    purchasing,
    recalls,
    redistribution,
    requisitions,
)


def register_all() -> None:
    """Every name of an event of these areas."""
    for area in (forecasting, levels, redistribution, requisitions, loans, purchasing, performance, recalls):
        audit_words.register(area.WORDS)
