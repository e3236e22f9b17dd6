"""Where the simulated country is short of what: the places that order, and how much."""

from __future__ import annotations

from django.db import connection

from supply.simulation.purchasing.orders import Wanted


def what_lacks(most: int) -> list[Wanted]:
    """Pairs with less than half a month in the last closed week; two months' worth, to where it is received."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH pack AS (
                SELECT DISTINCT ON (drug_id) drug_id, id, pieces_per_pack FROM supply_presentation
                 ORDER BY drug_id, pieces_per_pack, id
            ), door AS (
                SELECT DISTINCT ON (p.unit_id, l.drug_id) p.unit_id, l.drug_id, m.place_id
                  FROM supply_movement AS m
                  JOIN supply_lot AS l ON l.id = m.lot_id
                  JOIN delegations_place AS p ON p.id = m.place_id AND p.unit_id IS NOT NULL
                 WHERE m.reason = 'receipt'
                 ORDER BY p.unit_id, l.drug_id, m.occurred_on DESC, m.id DESC
            ), shelf AS (
                SELECT DISTINCT ON (unit_id) unit_id, id AS place_id FROM delegations_place
                 WHERE unit_id IS NOT NULL AND is_active
                 ORDER BY unit_id, array_position(ARRAY['almacen', 'farmacia', 'central_de_mezclas'], kind::text)
            )
            SELECT coalesce(door.place_id, shelf.place_id), pack.id,
                   greatest(1, ceil(line.cpm * 2 / pack.pieces_per_pack))::int
              FROM supply_weeklyline AS line
              JOIN supply_weeklyreport AS report ON report.id = line.report_id
              JOIN shelf ON shelf.unit_id = report.unit_id
              LEFT JOIN door ON door.unit_id = report.unit_id AND door.drug_id = line.drug_id
              JOIN pack ON pack.drug_id = line.drug_id
             WHERE report.week = (SELECT max(week) FROM supply_weeklyreport) AND line.place_kind = 'conjunto'
               AND line.category IN ('out', 'critical', 'low') AND line.cpm > 0
             ORDER BY line.days_of_coverage NULLS FIRST, 1, 2
             LIMIT %s
            """,
            [most],
        )
        return [Wanted(*row) for row in cursor.fetchall()]
