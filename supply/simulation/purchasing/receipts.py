"""What the simulated ledger received, as deliveries of packs: read once, in order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connection


@dataclass(frozen=True, slots=True)
class Received:
    """Whole packs of one lot that a place received on a day."""

    place_id: int
    drug_id: int
    presentation_id: int
    per_pack: int
    lot_id: int
    lot_number: str
    expires_on: date
    on: date
    packs: int


def receipts_since(day: date, *, least_life: int, most: int, salt: int) -> list[Received]:
    """Up to `most` of them, whole days of a place at a time, the same ones for the same salt.

    What came with fewer days of life than contracts ask for (`least_life`) is no purchase of theirs.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH pack AS (
                SELECT DISTINCT ON (drug_id) drug_id, id, pieces_per_pack FROM supply_presentation
                 ORDER BY drug_id, pieces_per_pack, id
            ), came AS (
                SELECT m.place_id, l.drug_id, pack.id AS presentation_id, pack.pieces_per_pack, l.id AS lot_id,
                       l.number, l.expires_on, m.occurred_on, (sum(m.quantity) / pack.pieces_per_pack)::int AS packs,
                       hashint8(m.place_id * 100003 + (m.occurred_on - '2000-01-01'::date) + %(salt)s) AS draw
                  FROM supply_movement AS m JOIN supply_lot AS l ON l.id = m.lot_id JOIN pack USING (drug_id)
                 WHERE m.reason = 'receipt' AND m.occurred_on >= %(since)s
                   AND l.expires_on - m.occurred_on >= %(least)s
                 GROUP BY m.place_id, l.drug_id, pack.id, pack.pieces_per_pack, l.id, m.occurred_on
            )
            SELECT place_id, drug_id, presentation_id, pieces_per_pack, lot_id, number, expires_on, occurred_on, packs
              FROM (SELECT * FROM came WHERE packs > 0 ORDER BY draw, place_id, occurred_on, drug_id, lot_id
                     LIMIT %(most)s) AS drawn
             ORDER BY occurred_on, place_id, drug_id, lot_id
            """,
            {"since": day, "least": least_life, "most": most, "salt": salt},
        )
        return [Received(*row) for row in cursor.fetchall()]
