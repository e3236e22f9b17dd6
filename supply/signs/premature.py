"""Receipts recorded before what they say arrived could have: before its day, or before it was ordered. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from supply.signs.shapes import MOST_UNUSUAL, Sign


@dataclass(frozen=True, slots=True)
class Receipt:
    """A delivery for an order: the day it says it arrived, the day it was recorded where it stands, the order's day."""

    delivery_id: int
    remision: str
    order_id: int
    supplier_id: int
    place_id: int
    drug_id: int
    arrived_on: date
    recorded_on: date
    issued_on: date


def recorded_before(receipts: Iterable[Receipt]) -> list[Sign]:
    """One for each delivery; no chance is in it, so how unusual it is is how few are like it."""
    rows = list(receipts)
    early: dict[int, Receipt] = {}
    for row in rows:
        if row.recorded_on < row.arrived_on or row.arrived_on < row.issued_on:
            early.setdefault(row.delivery_id, row)
    compared = len({row.delivery_id for row in rows})
    return [
        Sign(
            "before_delivery",
            f"before_delivery:{row.delivery_id}",
            min(MOST_UNUSUAL, 1 - len(early) / compared),
            compared,
            {
                "remision": row.remision,
                "arrived_on": row.arrived_on.isoformat(),
                "recorded_on": row.recorded_on.isoformat(),
                "issued_on": row.issued_on.isoformat(),
                "basis": "recorded" if row.recorded_on < row.arrived_on else "ordered",
                "alike": len(early),
            },
            supplier_id=row.supplier_id,
            place_id=row.place_id,
            drug_id=row.drug_id,
            order_id=row.order_id,
        )
        for row in early.values()
    ]
