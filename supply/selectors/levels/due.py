"""Which units' levels wait to be computed."""

from __future__ import annotations

from django.db import connection


def units_to_plan() -> list[int]:
    """Units of which something was learnt since their levels were computed, or that never were.

    What counts is what levels are made of: postings at their places, transfers sent to them, orders made, changed or
    received for them, answers about their packages. What comes at its own time (a forecast, a planning rule, a lot that
    was stopped, a new day) is met once a night.
    """
    with connection.cursor() as cursor:
        cursor.execute(_DUE)
        return [unit_id for (unit_id,) in cursor.fetchall()]


_DUE = """
WITH planned AS (
    SELECT u.id, coalesce(min(s.computed_at), '-infinity') AS at
      FROM delegations_unit AS u LEFT JOIN supply_stockplan AS s ON s.unit_id = u.id
     GROUP BY u.id
), places AS (
    SELECT p.id AS place_id, p.unit_id, planned.at
      FROM delegations_place AS p JOIN planned ON planned.id = p.unit_id
)
SELECT unit_id FROM places
 WHERE (SELECT d.posted_at FROM supply_document AS d
         WHERE d.place_id = places.place_id ORDER BY d.posted_at DESC LIMIT 1) > at
UNION
SELECT places.unit_id FROM places
  JOIN supply_transfer AS t ON t.to_place_id = places.place_id AND t.state = 'in_transit'
  JOIN supply_document AS d ON d.id = t.dispatch_id
 WHERE d.posted_at > places.at
UNION
SELECT places.unit_id FROM places
  JOIN supply_supplyorder AS o ON o.place_id = places.place_id
 WHERE o.made_at > places.at
    OR EXISTS (SELECT 1 FROM supply_step AS step WHERE step.supply_order_id = o.id AND step.at > places.at)
UNION
SELECT run.unit_id FROM supply_unitcoverage AS run JOIN planned ON planned.id = run.unit_id
 WHERE run.computed_at > planned.at
 ORDER BY 1
"""
