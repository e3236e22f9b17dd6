"""What suppliers owed and what came of it, by the place that waits and by supplier. One statement, plain tuples.

As of a day: what was brought later does not count yet, an order completed later was still awaited. Of an order that was
closed with packs missing nobody keeps the day: it counts as closed.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db import connection


class PlaceOrders(NamedTuple):
    """Orders of one supplier to the places of one unit, or to a delegation's own (`unit_id` None).

    `awaited` are open on the day, `late` of them past their deadline, lacking `late_pieces`, the oldest since
    `late_since`. `due` orders, of `packs`, had their deadline from `first` to the day before; `received` of the packs.
    """

    unit_id: int | None
    delegation_id: int | None
    supplier: str
    awaited: int
    late: int
    late_pieces: int
    late_since: date | None
    due: int
    packs: int
    received: int


def orders_by_place(today: date, *, first: date) -> list[PlaceOrders]:
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, {"today": today, "first": first})
        return [PlaceOrders(*row) for row in cursor.fetchall()]


_STATEMENT = """
SELECT unit_id, delegation_id, supplier, count(*) FILTER (WHERE is_awaited)::int,
       count(*) FILTER (WHERE is_late)::int, coalesce(sum(missing * size) FILTER (WHERE is_late), 0)::bigint,
       min(deadline_on) FILTER (WHERE is_late), count(*) FILTER (WHERE is_due)::int,
       coalesce(sum(packs) FILTER (WHERE is_due), 0)::bigint, coalesce(sum(received) FILTER (WHERE is_due), 0)::bigint
  FROM (SELECT *, is_awaited AND deadline_on < %(today)s AS is_late, packs - received AS missing
          FROM (SELECT p.unit_id, p.delegation_id, s.id AS supplier_id, s.name AS supplier, o.packs, o.deadline_on,
                       g.pieces_per_pack AS size, came.received,
                       o.state = 'open' OR o.state = 'received' AND o.completed_on > %(today)s AS is_awaited,
                       o.deadline_on BETWEEN %(first)s AND %(today)s::date - 1 AS is_due
                  FROM supply_supplyorder AS o
                  JOIN supply_contractline AS k ON k.id = o.line_id
                  JOIN supply_contract AS c ON c.id = k.contract_id
                  JOIN supply_supplier AS s ON s.id = c.supplier_id
                  JOIN supply_presentation AS g ON g.id = k.presentation_id
                  JOIN delegations_place AS p ON p.id = o.place_id
                  JOIN LATERAL (
                       SELECT coalesce(sum(l.accepted_packs), 0)::int AS received
                         FROM supply_deliveryline AS l
                         JOIN supply_delivery AS d ON d.id = l.delivery_id AND d.voided_at IS NULL
                        WHERE l.order_id = o.id AND d.arrived_on <= %(today)s) AS came ON true
                 WHERE o.issued_on <= %(today)s AND o.state <> 'cancelled'
                   AND (o.deadline_on >= %(first)s OR o.state = 'open' OR o.completed_on > %(today)s)) AS orders
         WHERE is_awaited OR is_due) AS told
 GROUP BY unit_id, delegation_id, supplier_id, supplier
 ORDER BY supplier, unit_id, delegation_id
"""
