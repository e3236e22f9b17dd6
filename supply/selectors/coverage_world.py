"""What the coverage of a unit is computed from: its declared packages, its shelves, what is on its way to it.

Plain tuples from plain SQL: a dense unit has seventeen thousand lines, and they are read at each posting.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from supply.allocation import STOCK, Supply
from supply.horizon import last_day
from supply.incoming import arrival, order_arrival

# (row, day counted from today, version of the row, answer as `said_of_package` writes it)
PackageRow = tuple[int, int, str, str]
# (row of the package, row, drug, pieces, answer as `said_of_line` writes it)
LineRow = tuple[int, int, int, int, str]

# What nobody knows the lot of outlives the days looked at, unless its contract lets it expire within them. Last to
# expire, it is also taken last: what is surer goes first.
_UNKNOWN_EXPIRY = 1_000_000
# How long transfers have taken to the unit counts for half a year.
_USUAL_SINCE = 180


@dataclass(frozen=True, slots=True)
class Origin:
    """Where pieces come from: a lot, or an order whose lot nobody knows yet (`lot_id` None).

    The JSON halves hold the number of pieces between them, as PostgreSQL writes jsonb.
    """

    lot_id: int | None
    head: str
    tail: str
    # Of what is on its way: the day it counts from, and how sure that is.
    on: date | None = None
    certainty: str = ""


def read_packages(unit_id: int, today: date) -> tuple[list[PackageRow], list[LineRow]]:
    """The unit's packages from today on, in order of (day, priority, reference), and all their lines."""
    window: dict[str, int | date] = {"unit": unit_id, "today": today, "last": last_day(today)}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT id, needed_on - %(today)s, xmin::text,
                   concat(status, certainty, expected_on)
              FROM supply_requirementpackage
             WHERE unit_id = %(unit)s AND needed_on BETWEEN %(today)s AND %(last)s
             ORDER BY needed_on, priority, reference
            """,
            window,
        )
        packages = cursor.fetchall()
        cursor.execute(
            """
            SELECT r.package_id, r.id, r.drug_id, r.pieces, concat(r.status, r.short, r.allocation)
              FROM supply_requirementpackage AS p JOIN supply_requirement AS r ON r.package_id = p.id
             WHERE p.unit_id = %(unit)s AND p.needed_on BETWEEN %(today)s AND %(last)s
            """,
            window,
        )
        return packages, cursor.fetchall()


def said_of_package(status: str, certainty: str, expected_on: date | None) -> str:
    """A package's answer in one string, as `read_packages` reads it."""
    return f"{status}{certainty}{expected_on or ''}"


def read_supplies(unit_id: int, today: date, drug_ids: Sequence[int]) -> tuple[dict[int, list[Supply]], list[Origin]]:
    """Drug → supplies of the unit; their tokens are positions in the origins."""
    supplies: dict[int, list[Supply]] = defaultdict(list)
    origins: list[Origin] = []
    for drug_id, lot_id, expires, pieces in _stock(unit_id, today, drug_ids):
        supplies[drug_id].append((expires, STOCK, int(pieces), len(origins)))
        origins.append(Origin(lot_id, f'{{"lot": {lot_id}, "pieces": ', "}"))
    on_its_way = _on_its_way(unit_id, today, drug_ids)
    usual = usual_days(unit_id, today) if any(expected is None for *_rest, expected in on_its_way) else None
    for drug_id, lot_id, expires, pieces, transfer_id, dispatched_on, expected_on in on_its_way:
        on, certainty = arrival(dispatched_on, expected_on, usual, today)
        supplies[drug_id].append((expires, (on - today).days, pieces, len(origins)))
        head, tail = f'{{"on": "{on}", "lot": {lot_id}, "pieces": ', f', "transfer": {transfer_id}}}'
        origins.append(Origin(lot_id, head, tail, on, certainty))
    for drug_id, order_id, pieces, expected_on, shelf_days, percent in _ordered(unit_id, today, drug_ids):
        on, certainty = order_arrival(expected_on, today)
        first = (on - today).days
        supplies[drug_id].append(
            (_UNKNOWN_EXPIRY if shelf_days is None else first + shelf_days, first, pieces, len(origins))
        )
        head, tail = f'{{"on": "{on}", "order": {order_id}, "pieces": ', f', "percent": {percent}}}'
        origins.append(Origin(None, head, tail, on, certainty))
    return supplies, origins


def _stock(unit_id: int, today: date, drug_ids: Sequence[int]) -> list[Any]:
    """(drug, lot, days it is still good, pieces) of the unit's usable lots, all its places together."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT l.drug_id, l.id, l.expires_on - %(today)s, sum(b.on_hand)
              FROM delegations_place AS p
              JOIN supply_balance AS b ON b.place_id = p.id AND b.on_hand > 0
              JOIN supply_lot AS l ON l.id = b.lot_id
             WHERE p.unit_id = %(unit)s AND p.is_active AND l.state = 'usable' AND l.expires_on >= %(today)s
               AND l.drug_id = ANY(%(drugs)s)
             GROUP BY l.id
            """,
            {"unit": unit_id, "today": today, "drugs": list(drug_ids)},
        )
        return cursor.fetchall()


def _on_its_way(unit_id: int, today: date, drug_ids: Sequence[int]) -> list[Any]:
    """(drug, lot, days it is still good, pieces, transfer, sent on, expected on) of usable lots."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT l.drug_id, l.id, l.expires_on - %(today)s, line.sent, t.id, t.dispatched_on, t.expected_on
              FROM delegations_place AS p
              JOIN supply_transfer AS t ON t.to_place_id = p.id AND t.state = 'in_transit'
              JOIN supply_transferline AS line ON line.transfer_id = t.id
              JOIN supply_lot AS l ON l.id = line.lot_id
             WHERE p.unit_id = %(unit)s AND p.is_active AND l.state = 'usable' AND l.expires_on >= %(today)s
               AND l.drug_id = ANY(%(drugs)s)
            """,
            {"unit": unit_id, "today": today, "drugs": list(drug_ids)},
        )
        return cursor.fetchall()


def _ordered(unit_id: int, today: date, drug_ids: Sequence[int]) -> list[Any]:
    """(drug, order, pieces, expected on, days it is good from then on if few, how sure in percent) of open orders."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT g.drug_id, o.id, (o.packs - o.received_packs) * g.pieces_per_pack, o.expected_on,
                   CASE WHEN c.least_shelf_days <= %(last)s::date - %(today)s::date THEN c.least_shelf_days END,
                   coalesce(round(100 * (o.expectation ->> 'threshold')::numeric), 0)::int
              FROM delegations_place AS p
              JOIN supply_supplyorder AS o ON o.place_id = p.id AND o.state = 'open' AND o.packs > o.received_packs
              JOIN supply_contractline AS l ON l.id = o.line_id
              JOIN supply_contract AS c ON c.id = l.contract_id
              JOIN supply_presentation AS g ON g.id = l.presentation_id
             WHERE p.unit_id = %(unit)s AND p.is_active AND o.expected_on <= %(last)s AND g.drug_id = ANY(%(drugs)s)
            """,
            {"unit": unit_id, "today": today, "last": last_day(today), "drugs": list(drug_ids)},
        )
        return cursor.fetchall()


def usual_days(unit_id: int, today: date) -> int | None:
    """The median days a transfer has taken to the unit, rounded up; None while none was accepted."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT ceil(percentile_cont(0.5) WITHIN GROUP (ORDER BY t.accepted_on - t.dispatched_on))::int
              FROM delegations_place AS p JOIN supply_transfer AS t ON t.to_place_id = p.id
             WHERE p.unit_id = %s AND t.state IN ('accepted', 'accepted_short')
               AND t.accepted_on > %s::date - %s
            """,
            [unit_id, today, _USUAL_SINCE],
        )
        (days,) = cursor.fetchone()
        return None if days is None else int(days)
