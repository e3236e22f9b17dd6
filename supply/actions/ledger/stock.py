"""What may be taken of each lot at a place on a day, locked for the rest of the transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from delegations.models import Place
from supply.fefo import Shelf
from supply.models import LotState


@dataclass
class LockedShelf(Shelf):
    """A shelf as the database has it, with what decides whether its lot may be given."""

    number: str
    state: str
    drug_name: str

    def blocked(self, day: date) -> str:
        """Why the lot may not be given on the day, in words; empty when it may."""
        if self.state == LotState.RECALLED:
            return _("fue retirado")
        if self.state == LotState.QUARANTINED:
            return _("está en cuarentena")
        if self.expires_on < day:
            return _("caducó el %s") % date_format(self.expires_on, "d/m/Y")
        return ""


_SHELVES = """
SELECT b.lot_id, l.drug_id, l.expires_on, b.on_hand, l.number, l.state,
       d.generic_name || ' ' || d.strength || ' ' || d.strength_unit, b.last_on
  FROM supply_balance AS b
  JOIN supply_lot AS l ON l.id = b.lot_id
  JOIN supply_drug AS d ON d.id = l.drug_id
 WHERE b.place_id = %(place)s AND b.on_hand > 0
   AND b.lot_id IN (SELECT id FROM supply_lot WHERE drug_id = ANY(%(drugs)s::bigint[]) UNION ALL
                    SELECT unnest(%(lots)s::bigint[]))
 ORDER BY b.lot_id
   FOR UPDATE OF b
"""

# What a past day can spare: the least the lot ever had from the end of that day on.
_LEAST_SINCE = """
SELECT w.lot_id, min(w.ended_with)
  FROM (
    SELECT m.lot_id, b.on_hand + sum(m.quantity)
           - sum(sum(m.quantity)) OVER (PARTITION BY m.lot_id ORDER BY m.occurred_on DESC) AS ended_with
      FROM supply_movement AS m
      JOIN supply_balance AS b ON b.place_id = m.place_id AND b.lot_id = m.lot_id
     WHERE m.place_id = %(place)s AND m.lot_id = ANY(%(lots)s) AND m.occurred_on > %(day)s
     GROUP BY m.lot_id, m.occurred_on, b.on_hand
    UNION ALL
    SELECT b.lot_id, b.on_hand - sum(m.quantity)
      FROM supply_movement AS m
      JOIN supply_balance AS b ON b.place_id = m.place_id AND b.lot_id = m.lot_id
     WHERE m.place_id = %(place)s AND m.lot_id = ANY(%(lots)s) AND m.occurred_on > %(day)s
     GROUP BY b.lot_id, b.on_hand
  ) AS w
 GROUP BY w.lot_id
"""


def lock_shelves(
    place: Place, day: date, *, drug_ids: Iterable[int] = (), lot_ids: Iterable[int] = ()
) -> list[LockedShelf]:
    """The place's shelves of the drugs or lots, first to expire first, locked in the order all documents lock."""
    with connection.cursor() as cursor:
        cursor.execute(_SHELVES, {"place": place.pk, "drugs": sorted(set(drug_ids)), "lots": sorted(set(lot_ids))})
        rows = cursor.fetchall()
        shelves = [LockedShelf(*row[:-1]) for row in rows]
        moved_since = [row[0] for row in rows if row[-1] > day]
        if moved_since:
            # A second statement, so that it sees what was posted while the first waited for its locks.
            cursor.execute(_LEAST_SINCE, {"place": place.pk, "lots": moved_since, "day": day})
            spare = dict(cursor.fetchall())
            for shelf in shelves:
                shelf.available = max(min(shelf.available, int(spare.get(shelf.lot_id, shelf.available))), 0)
    return sorted(shelves, key=lambda shelf: (shelf.expires_on, shelf.lot_id))


def by_drug(shelves: Iterable[LockedShelf]) -> dict[int, list[LockedShelf]]:
    """The shelves of each drug, keeping their order."""
    grouped: dict[int, list[LockedShelf]] = defaultdict(list)
    for shelf in shelves:
        grouped[shelf.drug_id].append(shelf)
    return grouped


def lock_balances_on(place: Place, day: date) -> dict[int, int]:
    """Lot → pieces at the end of the day (later movements taken off), locked; lots at zero then are left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT lot_id, on_hand FROM supply_balance WHERE place_id = %s ORDER BY lot_id FOR UPDATE", [place.pk]
        )
        pieces = dict(cursor.fetchall())
        cursor.execute(
            "SELECT lot_id, sum(quantity) FROM supply_movement "
            "WHERE place_id = %s AND occurred_on > %s GROUP BY lot_id",
            [place.pk, day],
        )
        for lot_id, since in cursor.fetchall():
            pieces[lot_id] = pieces.get(lot_id, 0) - int(since)
    return {lot_id: left for lot_id, left in pieces.items() if left}
