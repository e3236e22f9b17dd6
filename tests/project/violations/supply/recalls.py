"""Rules that the database keeps of recalls, each broken on purpose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from supply.models import RecallLot
from tests.factories.two_sides import Side
from tests.project.breaking import again, alter


def _lot(side: Side) -> RecallLot:
    return RecallLot.objects.filter(recall=side.recall).order_by("pk")[0]


VIOLATIONS: dict[str, Callable[[Side], Any]] = {
    "recall_names_product_and_source": lambda side: alter(side.recall, source=""),
    "ended_recall_says_when_and_why": lambda side: alter(side.recall, state="closed"),
    "recall_has_a_clock": lambda side: alter(side.recall, hours=0),
    "one_recall_lot_per_number": lambda side: again(_lot(side)),
    "recall_lot_has_a_number": lambda side: alter(_lot(side), number=""),
    "one_holding_per_place_and_lot": lambda side: again(side.holding),
    "acknowledged_holding_says_who_and_how_many": lambda side: alter(side.holding, found=3),
}
