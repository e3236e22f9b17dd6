"""The texts of this floor's screens."""

from __future__ import annotations

from delegations.help import register
from supply.help import (
    boards,
    catalogue,
    forecasting,
    ledger,
    levels,
    loans,
    performance,
    purchasing,
    recalls,
    redistribution,
    requisitions,
    unmet,
    weeks,
)


def register_all() -> None:
    """Every page of help of this floor."""
    for texts in (boards, catalogue, ledger, unmet, weeks):
        register(texts.PAGES)
    for texts in (forecasting, levels, redistribution, requisitions, loans, purchasing, performance, recalls):
        register(texts.PAGES)
