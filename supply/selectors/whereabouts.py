"""Where a drug could come from for a hospital that lacks it: shelves near it, what is on its way, who has too much.

Plain tuples from plain SQL, one statement each: all of it is asked at once while somebody waits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection

from delegations.models import Unit
from supply.incoming import arrival
from supply.selectors.coverage_world import usual_days

# How far ahead a hospital's own need is set aside before anything of it is called too much.
OWN_DAYS = 30
# A week's report older than this says nothing of what is used now.
_CPM_WEEKS = timedelta(weeks=10)
_MONTH_DAYS = 30.4375
# Silence longer than this about orders is not «nothing was ordered».
_TOLD_OF_ORDERS = timedelta(days=180)


class OnShelf(NamedTuple):
    """Pieces of a lot in a place of the unit, or in a warehouse of its delegation (`unit_id` None)."""

    place_id: int
    place: str
    place_name: str
    place_kind: str
    unit_id: int | None
    drug_id: int
    lot_id: int
    lot: str
    expires_on: date
    state: str
    pieces: int

    def is_usable(self, day: date) -> bool:
        return self.state == "usable" and self.expires_on >= day


class OnItsWay(NamedTuple):
    transfer_id: int
    from_place: str
    to_place: str
    to_unit_id: int | None
    drug_id: int
    pieces: int
    on: date
    certainty: str


class Ordered(NamedTuple):
    """Pieces that a supplier still owes, to the unit or to its delegation's warehouse. `expected_on`: the day by which
    they are there with a probability of so many `percent`; None where that cannot be said."""

    order_id: int
    number: str
    supplier: str
    to_place: str
    to_unit_id: int | None
    pieces: int
    deadline_on: date
    expected_on: date | None
    percent: int | None


@dataclass(frozen=True, slots=True)
class Spare:
    """A hospital with more of a drug than it needs itself. `cpm` None: it has told of no use of it lately."""

    unit_id: int
    clues: str
    unit: str
    delegation_id: int
    delegation: str
    latitude: float | None
    longitude: float | None
    place: str
    usable: int
    required: int
    cpm: float | None

    @property
    def surplus(self) -> int:
        """What is left after its own dated requirements and a month of its use, rounded against the asker."""
        return int(self.usable - self.required - (self.cpm or 0) * OWN_DAYS / _MONTH_DAYS)


def shelves_near(unit: Unit, drug_ids: Sequence[int]) -> list[OnShelf]:
    """Every lot with pieces in the unit's places and in its delegation's warehouses, first to expire first."""
    return [OnShelf(*row) for row in _rows(_SHELVES, unit=unit.pk, delegation=unit.delegation_id, drugs=list(drug_ids))]


def on_the_way_to(unit: Unit, drug_ids: Sequence[int], day: date) -> list[OnItsWay]:
    """Usable pieces on their way to the unit or to its delegation's warehouse, the soonest first."""
    rows = _rows(_ON_THE_WAY, unit=unit.pk, delegation=unit.delegation_id, drugs=list(drug_ids), day=day)
    usual = usual_days(unit.pk, day) if any(row[-1] is None for row in rows) else None
    found = [OnItsWay(*[*facts, *arrival(sent_on, expected_on, usual, day)]) for *facts, sent_on, expected_on in rows]
    return sorted(found, key=lambda one: (one.on, one.transfer_id))


def ordered_for(unit: Unit, drug_id: int) -> list[Ordered]:
    """Open orders of the drug to the unit or to its delegation's warehouse, what is expected soonest first."""
    rows = _rows(_ORDERED, unit=unit.pk, delegation=unit.delegation_id, drug=drug_id)
    return [Ordered(*row) for row in rows]


def orders_told_at(delegation_id: int, day: date) -> datetime | None:
    """When anything was last told of orders to the delegation: issued or received; None where not for half a year."""
    rows = _rows(
        """
        SELECT max(told.at) FROM delegations_place AS p
         CROSS JOIN LATERAL (
               SELECT max(o.made_at) AS at FROM supply_supplyorder AS o
                WHERE o.place_id = p.id AND o.deadline_on > %(since)s
                UNION ALL
               SELECT max(d.posted_at) FROM supply_delivery AS d
                WHERE d.place_id = p.id AND d.arrived_on > %(since)s) AS told
         WHERE p.delegation_id = %(delegation)s AND p.is_active
        """,
        delegation=delegation_id,
        since=day - _TOLD_OF_ORDERS,
    )
    told: datetime | None = rows[0][0]
    return told


def spare_elsewhere(unit: Unit, drug_id: int, day: date) -> list[Spare]:
    """Other hospitals with usable pieces beyond their own need; lots that expire within the month are theirs to use."""
    last = day + timedelta(days=OWN_DAYS)
    rows = _rows(_SPARE, unit=unit.pk, drug=drug_id, day=day, last=last, since=day - _CPM_WEEKS)
    return [one for one in (Spare(*row) for row in rows) if one.surplus > 0]


def warehouse_told_at(delegation_id: int) -> datetime | None:
    """When a warehouse of the delegation last posted anything; None where none ever did, or there is none."""
    rows = _rows(
        """
        SELECT max(newest.at) FROM delegations_place AS p
         CROSS JOIN LATERAL (
               SELECT d.posted_at AS at FROM supply_document AS d
                WHERE d.place_id = p.id ORDER BY d.posted_at DESC LIMIT 1) AS newest
         WHERE p.delegation_id = %(delegation)s AND p.unit_id IS NULL AND p.kind <> 'transito' AND p.is_active
        """,
        delegation=delegation_id,
    )
    told: datetime | None = rows[0][0]
    return told


def _rows(statement: str, **values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


_SHELVES = """
SELECT p.id, p.code, p.name, p.kind, p.unit_id, l.drug_id, l.id, l.number, l.expires_on, l.state, b.on_hand
  FROM delegations_place AS p
  JOIN supply_balance AS b ON b.place_id = p.id AND b.on_hand > 0
  JOIN supply_lot AS l ON l.id = b.lot_id AND l.drug_id = ANY(%(drugs)s)
 WHERE p.is_active AND p.kind <> 'transito'
   AND (p.unit_id = %(unit)s OR (p.unit_id IS NULL AND p.delegation_id = %(delegation)s))
 ORDER BY p.code, l.expires_on, l.id
"""

_ON_THE_WAY = """
SELECT t.id, source.code, p.code, p.unit_id, l.drug_id, sum(line.sent)::int, t.dispatched_on, t.expected_on
  FROM delegations_place AS p
  JOIN supply_transfer AS t ON t.to_place_id = p.id AND t.state = 'in_transit'
  JOIN delegations_place AS source ON source.id = t.from_place_id
  JOIN supply_transferline AS line ON line.transfer_id = t.id
  JOIN supply_lot AS l ON l.id = line.lot_id AND l.drug_id = ANY(%(drugs)s)
 WHERE p.is_active AND l.state = 'usable' AND l.expires_on >= %(day)s
   AND (p.unit_id = %(unit)s OR (p.unit_id IS NULL AND p.delegation_id = %(delegation)s))
 GROUP BY t.id, source.code, p.code, p.unit_id, l.drug_id
"""

_ORDERED = """
SELECT o.id, o.number, s.name, p.name, p.unit_id, ((o.packs - o.received_packs) * g.pieces_per_pack)::int,
       o.deadline_on, o.expected_on, round(100 * (o.expectation ->> 'threshold')::numeric)::int
  FROM delegations_place AS p
  JOIN supply_supplyorder AS o ON o.place_id = p.id AND o.state = 'open' AND o.packs > o.received_packs
  JOIN supply_contractline AS l ON l.id = o.line_id
  JOIN supply_contract AS c ON c.id = l.contract_id
  JOIN supply_supplier AS s ON s.id = c.supplier_id
  JOIN supply_presentation AS g ON g.id = l.presentation_id AND g.drug_id = %(drug)s
 WHERE p.is_active AND (p.unit_id = %(unit)s OR (p.unit_id IS NULL AND p.delegation_id = %(delegation)s))
 ORDER BY o.expected_on NULLS LAST, o.deadline_on, o.id
"""

_SPARE = """
SELECT u.id, u.clues, u.name, u.delegation_id, d.name, u.latitude, u.longitude,
       held.places[1], held.usable::int, coalesce(own.pieces, 0)::int, used.cpm::float
  FROM (SELECT place.unit_id, sum(place.usable) AS usable,
               array_agg(place.code ORDER BY place.usable DESC, place.code) AS places
          FROM (SELECT p.unit_id, p.code, sum(b.on_hand) AS usable
                  FROM supply_lot AS l
                  JOIN supply_balance AS b ON b.lot_id = l.id AND b.on_hand > 0
                  JOIN delegations_place AS p ON p.id = b.place_id AND p.is_active AND p.kind <> 'transito'
                 WHERE l.drug_id = %(drug)s AND l.state = 'usable' AND l.expires_on > %(last)s
                   AND p.unit_id IS NOT NULL AND p.unit_id <> %(unit)s
                 GROUP BY p.unit_id, p.code) AS place
         GROUP BY place.unit_id) AS held
  JOIN delegations_unit AS u ON u.id = held.unit_id AND (u.closed_on IS NULL OR u.closed_on > %(day)s)
  JOIN delegations_delegation AS d ON d.id = u.delegation_id
  LEFT JOIN (SELECT k.unit_id, sum(r.pieces) AS pieces
               FROM supply_requirement AS r JOIN supply_requirementpackage AS k ON k.id = r.package_id
              WHERE r.drug_id = %(drug)s AND k.needed_on BETWEEN %(day)s AND %(last)s
              GROUP BY k.unit_id) AS own ON own.unit_id = u.id
  LEFT JOIN LATERAL (
       SELECT line.cpm FROM supply_weeklyreport AS w
         JOIN supply_weeklyline AS line ON line.report_id = w.id
        WHERE w.unit_id = u.id AND w.week >= %(since)s
          AND line.drug_id = %(drug)s AND line.place_kind = 'conjunto'
        ORDER BY w.week DESC LIMIT 1) AS used ON true
"""
