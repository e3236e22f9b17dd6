"""What levels are computed from: shelves, what is on its way, how long transfers take, what a piece costs.

A handful of statements for any number of units.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from supply.incoming import USUAL_DAYS, arrival
from supply.levels import Coming, Shelf

Pair = tuple[int, int]  # unit, drug

# How long transfers have taken to a unit counts for half a year, as for coverage.
_USUAL_SINCE = 180


@dataclass(frozen=True, slots=True)
class World:
    shelves: dict[Pair, list[Shelf]]
    coming: dict[Pair, list[Coming]]
    assortment: frozenset[Pair]
    transfer_days: dict[int, int]
    prices: dict[int, Decimal]

    def days_to(self, unit_id: int) -> int:
        """What a transfer to the unit takes."""
        return self.transfer_days.get(unit_id, USUAL_DAYS)


def read_world(unit_ids: Collection[int], today: date) -> World:
    """All of these units as of their `today`."""
    where = {"units": sorted(unit_ids), "today": today, "since": today - timedelta(days=_USUAL_SINCE)}
    transfer_days = {unit_id: int(days) for unit_id, days in _rows(_TRANSFER_DAYS, where)}
    shelves: dict[Pair, list[Shelf]] = defaultdict(list)
    for unit_id, drug_id, lot_id, number, expires_on, pieces in _rows(_SHELVES, where):
        shelves[unit_id, drug_id].append(Shelf(lot_id, number, expires_on, int(pieces)))
    coming: dict[Pair, list[Coming]] = defaultdict(list)
    for unit_id, drug_id, transfer_id, expires_on, pieces, dispatched_on, expected_on in _rows(_TRANSFERS, where):
        on, certainty = arrival(dispatched_on, expected_on, transfer_days.get(unit_id), today)
        coming[unit_id, drug_id].append(Coming("transfer", transfer_id, on, pieces, certainty, expires_on))
    for unit_id, drug_id, order_id, pieces, expected_on in _rows(_ORDERS, where):
        on = max(expected_on, today + timedelta(days=1))
        coming[unit_id, drug_id].append(Coming("order", order_id, on, pieces, "ordered"))
    return World(
        dict(shelves),
        dict(coming),
        frozenset(_rows(_ASSORTMENT, where)),
        transfer_days,
        dict(_rows(_PRICES, where)),
    )


def _rows(statement: str, where: dict[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, where)
        return cursor.fetchall()


_SHELVES = """
SELECT p.unit_id, l.drug_id, l.id, l.number, l.expires_on, sum(b.on_hand)
  FROM delegations_place AS p
  JOIN supply_balance AS b ON b.place_id = p.id AND b.on_hand > 0
  JOIN supply_lot AS l ON l.id = b.lot_id
 WHERE p.unit_id = ANY(%(units)s) AND p.is_active AND l.state = 'usable' AND l.expires_on >= %(today)s
 GROUP BY p.unit_id, l.id
"""

_TRANSFERS = """
SELECT p.unit_id, l.drug_id, t.id, l.expires_on, line.sent, t.dispatched_on, t.expected_on
  FROM delegations_place AS p
  JOIN supply_transfer AS t ON t.to_place_id = p.id AND t.state = 'in_transit'
  JOIN supply_transferline AS line ON line.transfer_id = t.id
  JOIN supply_lot AS l ON l.id = line.lot_id
 WHERE p.unit_id = ANY(%(units)s) AND p.is_active AND l.state = 'usable' AND l.expires_on >= %(today)s
"""

# An order counts from the day on which it is probably there; one that may never come has no such day.
_ORDERS = """
SELECT p.unit_id, g.drug_id, o.id, (o.packs - o.received_packs) * g.pieces_per_pack, o.expected_on
  FROM delegations_place AS p
  JOIN supply_supplyorder AS o ON o.place_id = p.id AND o.state = 'open' AND o.packs > o.received_packs
  JOIN supply_contractline AS c ON c.id = o.line_id
  JOIN supply_presentation AS g ON g.id = c.presentation_id
 WHERE p.unit_id = ANY(%(units)s) AND p.is_active AND o.expected_on IS NOT NULL
"""

_ASSORTMENT = """
SELECT unit_id, drug_id FROM supply_assortment
 WHERE unit_id = ANY(%(units)s) AND since <= %(today)s AND (until IS NULL OR until >= %(today)s)
"""

_TRANSFER_DAYS = """
SELECT p.unit_id, ceil(percentile_cont(0.5) WITHIN GROUP (ORDER BY t.accepted_on - t.dispatched_on))::int
  FROM delegations_place AS p JOIN supply_transfer AS t ON t.to_place_id = p.id
 WHERE p.unit_id = ANY(%(units)s) AND t.state IN ('accepted', 'accepted_short') AND t.accepted_on > %(since)s
 GROUP BY p.unit_id
"""

# Of a piece, from the contract that began last.
_PRICES = """
SELECT DISTINCT ON (g.drug_id) g.drug_id, l.price / g.pieces_per_pack
  FROM supply_contractline AS l
  JOIN supply_contract AS c ON c.id = l.contract_id AND c.starts_on <= %(today)s
  JOIN supply_presentation AS g ON g.id = l.presentation_id
 ORDER BY g.drug_id, c.starts_on DESC, l.id DESC
"""
