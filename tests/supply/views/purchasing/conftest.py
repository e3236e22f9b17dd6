"""The contract for vincristine in packs of ten, with two open orders, as the actions' tests have it."""

from tests.supply.actions.purchasing.conftest import line, order, other_order, presentation

__all__ = ["line", "order", "other_order", "presentation"]
