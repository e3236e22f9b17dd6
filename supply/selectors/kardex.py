"""The kardex: movements in order with what was left after each, right on whatever page it is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from delegations.models import Person, Place
from delegations.scoping import scope_of
from supply.models import DocumentKind, Drug, Lot
from supply.reasons import Reason


@dataclass(frozen=True)
class KardexRow:
    """One movement. `balance`: pieces of what the kardex is of, at this row's place, after it."""

    id: int
    occurred_on: date
    true_date: date | None
    posted_at: datetime
    quantity: int
    balance: int
    reason: str
    lot_id: int
    lot_number: str
    lot_expires_on: date
    place_code: str
    place_name: str
    document_id: int
    document_kind: str
    document_place_id: int
    reference: str
    note: str
    posted_by: str | None
    takes_back: int | None
    taken_back_by: int | None

    @property
    def reason_label(self) -> str:
        return str(Reason(self.reason).label) if self.reason in Reason.values else self.reason

    @property
    def document_label(self) -> str:
        return f"{DocumentKind(self.document_kind).label} {self.document_id}"

    @property
    def came(self) -> int | None:
        return self.quantity if self.quantity > 0 else None

    @property
    def left(self) -> int | None:
        return -self.quantity if self.quantity < 0 else None

    @property
    def is_reversible(self) -> bool:
        """Whether its document could still be taken back; who may is the page's to ask."""
        return self.taken_back_by is None and self.takes_back is None


@dataclass(frozen=True)
class Totals:
    """A period of a kardex, in pieces: opening + came − left = closing."""

    opening: int
    came: int
    left: int

    @property
    def closing(self) -> int:
        return self.opening + self.came - self.left


_ROWS = """
WITH ledger AS (
    SELECT m.*, sum(m.quantity) OVER (PARTITION BY m.place_id ORDER BY m.occurred_on, m.id) AS balance
      FROM supply_movement AS m
     WHERE {which}
), page AS (
    SELECT * FROM ledger WHERE {period}
     ORDER BY occurred_on {way}, id {way} LIMIT %(limit)s OFFSET %(offset)s
)
SELECT page.id, page.occurred_on, page.true_date, page.posted_at, page.quantity, page.balance, page.reason,
       page.lot_id, lot.number, lot.expires_on, place.code, place.name,
       document.id, document.kind, document.place_id, document.reference, document.note, person.full_name,
       origin.document_id, back.document_id
  FROM page
  JOIN supply_lot AS lot ON lot.id = page.lot_id
  JOIN delegations_place AS place ON place.id = page.place_id
  JOIN supply_document AS document ON document.id = page.document_id
  LEFT JOIN delegations_person AS person ON person.id = page.posted_by_id
  LEFT JOIN supply_movement AS origin ON origin.id = page.reverses_id
  LEFT JOIN supply_movement AS back ON back.reverses_id = page.id
 ORDER BY page.occurred_on {way}, page.id {way}
"""


class Kardex:
    """The movements of one drug at one place, or of one lot at the places a person sees; sliced by a paginator.

    The running balance is summed over the whole ledger before the period and the page are cut, so it is right on any.
    """

    def __init__(
        self,
        which: str,
        params: dict[str, Any],
        *,
        since: date | None = None,
        until: date | None = None,
        newest_first: bool = True,
    ) -> None:
        self._which = which
        self._params = {**params, "since": since, "until": until}
        self._since, self._until = since, until
        self._way = "DESC" if newest_first else "ASC"

    @classmethod
    def of_drug(cls, drug: Drug, place: Place, **period: Any) -> Kardex:
        which = "m.place_id = %(place)s AND m.lot_id IN (SELECT id FROM supply_lot WHERE drug_id = %(drug)s)"
        return cls(which, {"place": place.pk, "drug": drug.pk}, **period)

    @classmethod
    def of_lot(cls, lot: Lot, person: Person, **period: Any) -> Kardex:
        if scope_of(person).is_national:
            return cls("m.lot_id = %(lot)s", {"lot": lot.pk}, **period)
        places = list(Place.objects.visible_to(person).values_list("pk", flat=True))
        return cls("m.lot_id = %(lot)s AND m.place_id = ANY(%(places)s)", {"lot": lot.pk, "places": places}, **period)

    @property
    def _period(self) -> str:
        conditions = [
            *(["occurred_on >= %(since)s"] if self._since else []),
            *(["occurred_on <= %(until)s"] if self._until else []),
        ]
        return " AND ".join(conditions) or "true"

    def count(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT count(*) FROM supply_movement AS m WHERE {self._which} AND {self._period}",  # noqa: S608
                self._params,
            )
            found: int = cursor.fetchone()[0]
        return found

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[KardexRow]:
        start = part.start or 0
        return self._read(None if part.stop is None else part.stop - start, start)

    def __iter__(self) -> Iterator[KardexRow]:
        return iter(self._read(None, 0))

    def _read(self, limit: int | None, offset: int) -> list[KardexRow]:
        query = _ROWS.format(which=self._which, period=self._period, way=self._way)
        with connection.cursor() as cursor:
            cursor.execute(query, {**self._params, "limit": limit, "offset": offset})
            return [KardexRow(*row) for row in cursor.fetchall()]

    def totals(self) -> Totals:
        """Opening, what came and what left in the period, over all pages."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                SELECT coalesce(sum(m.quantity) FILTER (WHERE occurred_on < %(since)s), 0),
                       coalesce(sum(m.quantity) FILTER (WHERE {self._period} AND m.quantity > 0), 0),
                       coalesce(-sum(m.quantity) FILTER (WHERE {self._period} AND m.quantity < 0), 0)
                  FROM supply_movement AS m WHERE {self._which}
                """,  # noqa: S608
                self._params,
            )
            return Totals(*cursor.fetchone())
