"""The facts that the detectors of supply/signs look at: one statement each, plain rows."""

from __future__ import annotations

from supply.selectors.signs.facts import (
    adjustments,
    awards,
    brought,
    contract_prices,
    handled,
    lost_offers,
    purchases,
    receipts,
)

__all__ = ["adjustments", "awards", "brought", "contract_prices", "handled", "lost_offers", "purchases", "receipts"]
