"""Orders with what came of them, for the arithmetic of supply/performance. One statement, plain tuples."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import connection

from supply.performance.arrival import RECORD_DAYS
from supply.performance.records import OrderRecord


def order_records(today: date, *, since_days: int = RECORD_DAYS) -> list[OrderRecord]:
    """Every order due since then. Packs count from the day on which a standing delivery brought and had them accepted.

    A delivery dated in the future tells of nothing yet; one dated before its order came on the order's day.
    """
    with connection.cursor() as cursor:
        cursor.execute(_RECORDS, {"since": today - timedelta(days=since_days), "today": today})
        return [
            OrderRecord(
                supplier_id,
                presentation_id,
                packs,
                issued_on,
                deadline_on,
                state,
                tuple(zip(days, came, strict=True)) if days else (),
            )
            for supplier_id, presentation_id, packs, issued_on, deadline_on, state, days, came in cursor.fetchall()
        ]


_RECORDS = """
SELECT c.supplier_id, cl.presentation_id, o.packs, o.issued_on, o.deadline_on, o.state, came.days, came.packs
  FROM supply_supplyorder AS o
  JOIN supply_contractline AS cl ON cl.id = o.line_id
  JOIN supply_contract AS c ON c.id = cl.contract_id
  LEFT JOIN (
       SELECT order_id, array_agg(arrived_on ORDER BY arrived_on) AS days, array_agg(packs ORDER BY arrived_on) AS packs
         FROM (SELECT l.order_id, d.arrived_on, sum(l.accepted_packs)::int AS packs
                 FROM supply_deliveryline AS l
                 JOIN supply_delivery AS d ON d.id = l.delivery_id AND d.voided_at IS NULL
                WHERE l.accepted_packs > 0 AND d.arrived_on <= %(today)s
                GROUP BY l.order_id, d.arrived_on) AS each_day
        GROUP BY order_id) AS came ON came.order_id = o.id
 WHERE o.deadline_on >= %(since)s
"""
