"""What may be taken of each lot at a place on a day, locked for the rest of the transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
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
            return _("caducó el %s") % self.expires_on.isoformat()
        return ""


# A lot's pieces on a past day are those that no later day has used: the least of the balances from that day on.
_SHELVES = """
SELECT b.lot_id, l.drug_id, l.expires_on,
       CASE WHEN b.last_on <= %(day)s THEN b.on_hand ELSE (
           SELECT min(w.ended_with) FROM (
               SELECT b.on_hand + sum(m.quantity)
                      - sum(sum(m.quantity)) OVER (ORDER BY m.occurred_on DESC) AS ended_with
                 FROM supply_movement AS m
                WHERE m.place_id = b.place_id AND m.lot_id = b.lot_id AND m.occurred_on >= %(day)s
                GROUP BY m.occurred_on
               UNION ALL
               SELECT b.on_hand - coalesce(sum(m.quantity), 0)
                 FROM supply_movement AS m
                WHERE m.place_id = b.place_id AND m.lot_id = b.lot_id AND m.occurred_on > %(day)s
           ) AS w
       ) END,
       l.number, l.state, d.generic_name || ' ' || d.strength || ' ' || d.strength_unit
  FROM supply_balance AS b
  JOIN supply_lot AS l ON l.id = b.lot_id
  JOIN supply_drug AS d ON d.id = l.drug_id
 WHERE b.place_id = %(place)s AND {which} AND b.on_hand > 0
 ORDER BY b.lot_id
   FOR UPDATE OF b
"""


def lock_shelves(
    place: Place, day: date, *, drug_ids: Iterable[int] = (), lot_ids: Iterable[int] = ()
) -> list[LockedShelf]:
    """The place's shelves of the drugs or lots, first to expire first, locked in the order all documents lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            _SHELVES.format(which="(l.drug_id = ANY(%(drugs)s) OR b.lot_id = ANY(%(lots)s))"),
            {"day": day, "place": place.pk, "drugs": sorted(set(drug_ids)), "lots": sorted(set(lot_ids))},
        )
        shelves = [LockedShelf(*row) for row in cursor.fetchall()]
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
            """
            SELECT b.lot_id, b.on_hand - coalesce((
                       SELECT sum(m.quantity) FROM supply_movement AS m
                        WHERE m.place_id = b.place_id AND m.lot_id = b.lot_id AND m.occurred_on > %(day)s), 0)
              FROM supply_balance AS b WHERE b.place_id = %(place)s
             ORDER BY b.lot_id FOR UPDATE OF b
            """,
            {"day": day, "place": place.pk},
        )
        return {lot_id: pieces for lot_id, pieces in cursor.fetchall() if pieces}
