"""What a unit's coverage depends on has changed: a row for each, in the transaction of the change itself.

The rows are the truth and the task is the haste: a message that is lost leaves them to the sweep. Nothing is written
for a unit for which nobody has declared anything from today on, so that most of the country's postings add nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from supply.models import CoverageChange
from supply.queue import cover_later

_AWAITED = """
SELECT p.id, p.unit_id FROM delegations_place AS p
 WHERE p.id = ANY(%s) AND EXISTS (
       SELECT 1 FROM supply_requirementpackage AS r WHERE r.unit_id = p.unit_id AND r.needed_on >= %s)
"""


def note_pairs(pairs: Iterable[tuple[int, int | None]]) -> None:
    """(unit, drug) to compute again; None for all of the unit's drugs."""
    rows = sorted(set(pairs), key=lambda pair: (pair[0], pair[1] or 0))
    CoverageChange.objects.bulk_create([CoverageChange(unit_id=unit_id, drug_id=drug_id) for unit_id, drug_id in rows])
    for unit_id in dict.fromkeys(unit_id for unit_id, _drug_id in rows):
        cover_later(unit_id)


def note_movements(place_ids: Sequence[int], lot_ids: Sequence[int]) -> None:
    """The lots moved at the places of the same position: of units that await something, one row per unit and drug."""
    with connection.cursor() as cursor:
        # Nowhere in the country is it earlier than yesterday by UTC.
        cursor.execute(_AWAITED, [sorted(set(place_ids)), timezone.now().date() - timedelta(days=1)])
        units = dict(cursor.fetchall())
        if not units:
            return
        moved = {
            (units[place_id], lot_id) for place_id, lot_id in zip(place_ids, lot_ids, strict=True) if place_id in units
        }
        cursor.execute(
            """
            INSERT INTO supply_coveragechange (unit_id, drug_id, at)
            SELECT DISTINCT moved.unit, lot.drug_id, statement_timestamp()
              FROM unnest(%s::bigint[], %s::bigint[]) AS moved (unit, lot) JOIN supply_lot AS lot ON lot.id = moved.lot
            RETURNING unit_id
            """,
            [[unit_id for unit_id, _lot in moved], [lot_id for _unit, lot_id in moved]],
        )
        for unit_id in sorted({row[0] for row in cursor.fetchall()}):
            cover_later(unit_id)
