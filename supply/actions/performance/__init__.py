"""Writers of what is computed of purchases: when orders are expected, and what of them is worth a look."""

from __future__ import annotations

from supply.actions.performance.expect import expect_orders

__all__ = ["expect_orders"]
