"""What was bought: spent, come, late, saved; by month, supplier, clave and delegation. A handful of statements.

Money is that of packs accepted in the days asked for, at their order's price. What was due is counted by the deadline
of its order, as supply/performance/fulfilment.py counts it. Saved is the distance to the reference price of the
procedure, of the part that has one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from delegations.models import Delegation
from supply.models import Presentation, Supplier

ZERO = Decimal(0)
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Asked:
    first: date
    last: date
    today: date
    supplier_id: int | None = None
    drug_id: int | None = None
    delegation_id: int | None = None


@dataclass(frozen=True, slots=True)
class Sums:
    """`compared`: what was spent on claves with a price of reference. `awaited_*`: past its deadline and not here."""

    spent: Decimal = ZERO
    compared: Decimal = ZERO
    saved: Decimal = ZERO
    orders: int = 0
    packs: int = 0
    received: int = 0
    on_time: int = 0
    awaited_orders: int = 0
    awaited_pieces: int = 0
    awaited_value: Decimal = ZERO

    @property
    def fill_rate(self) -> float | None:
        return HUNDRED * self.received / self.packs if self.packs else None

    @property
    def punctuality(self) -> float | None:
        return HUNDRED * self.on_time / self.packs if self.packs else None

    @property
    def saved_percent(self) -> float | None:
        """Of what the same packs would have cost at the price of reference."""
        reference = self.compared + self.saved
        return float(HUNDRED * self.saved / reference) if reference else None

    @property
    def compared_percent(self) -> float | None:
        return float(HUNDRED * self.compared / self.spent) if self.spent else None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table. `key`: what the address names it by; `note`: what stands below the name."""

    key: str
    name: str
    sums: Sums
    note: str = ""


@dataclass(frozen=True, slots=True)
class Deserted:
    """A clave of a procedure that nobody won."""

    tender_id: int
    tender: str
    decided_on: date | None
    clave: str
    drug: str
    packs: int


@dataclass(frozen=True, slots=True)
class PurchaseBoard:
    asked: Asked
    whole: Sums
    committed: Decimal
    months: Sequence[tuple[date, Sums]]
    suppliers: Sequence[Row]
    claves: Sequence[Row]
    delegations: Sequence[Row]
    awarded: int
    deserted: Sequence[Deserted]

    @property
    def is_empty(self) -> bool:
        return not (self.whole.orders or self.whole.spent or self.committed or self.awarded or self.deserted)


def purchase_board(asked: Asked) -> PurchaseBoard:
    by_dimension: dict[str, dict[Any, Sums]] = {name: {} for name in ("", "month", "supplier", "clave", "delegation")}
    for statement, names in ((_SPENT, _SPENT_COLUMNS), (_DUE, _DUE_COLUMNS)):
        for level, month, supplier, clave, delegation, *values in _rows(statement, asked):
            dimension, key = _LEVELS[level], (month or supplier or clave or delegation)
            before = by_dimension[dimension].get(key, Sums())
            by_dimension[dimension][key] = replace(before, **dict(zip(names, values, strict=True)))
    suppliers = dict(Supplier.objects.filter(pk__in=by_dimension["supplier"]).values_list("pk", "name"))
    claves = {row.pk: row for row in Presentation.objects.filter(pk__in=by_dimension["clave"]).select_related("drug")}
    places = {row.pk: row for row in Delegation.objects.filter(pk__in=by_dimension["delegation"])}
    awarded, deserted = _results(asked)
    ((committed,),) = _rows(_COMMITTED, asked)
    return PurchaseBoard(
        asked,
        by_dimension[""].get(None, Sums()),
        committed,
        [(month, by_dimension["month"].get(month, Sums())) for month in months_of(asked.first, asked.last)],
        _ranked(Row(str(pk), suppliers[pk], sums) for pk, sums in by_dimension["supplier"].items()),
        _ranked(
            Row(claves[pk].drug.code or "", claves[pk].clave, sums, claves[pk].drug.label)
            for pk, sums in by_dimension["clave"].items()
        ),
        _ranked(Row(places[pk].code, places[pk].name, sums) for pk, sums in by_dimension["delegation"].items()),
        awarded,
        deserted,
    )


def months_of(first: date, last: date) -> list[date]:
    """The first day of each month from that of `first` to that of `last`."""
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(month // 12, month % 12 + 1, 1) for month in months]


def _ranked(rows: Any) -> list[Row]:
    """What most was spent on first."""
    return sorted(rows, key=lambda row: (-row.sums.spent, -row.sums.awaited_value, row.name))


def _results(asked: Asked) -> tuple[int, list[Deserted]]:
    """Claves awarded, and those that nobody won; a supplier has no part in what it did not win."""
    rows = _rows(_RESULTS, asked)
    return sum(row[0] == "awarded" for row in rows), [Deserted(*row[1:]) for row in rows if row[0] == "deserted"]


def _rows(statement: str, asked: Asked) -> list[Any]:
    values = {field.name: getattr(asked, field.name) for field in fields(asked)}
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


# What `grouping(month, supplier, clave, delegation)` says of a row: the bits of what it is not grouped by.
_LEVELS = {0b1111: "", 0b0111: "month", 0b1011: "supplier", 0b1101: "clave", 0b1110: "delegation"}
_SETS = "GROUP BY GROUPING SETS ((), (month), (supplier_id), (presentation_id), (delegation_id))"
_KEYS = (
    "grouping(month, supplier_id, presentation_id, delegation_id), month, supplier_id, presentation_id, delegation_id"
)
_ORDERS = """
          FROM supply_supplyorder AS o
          JOIN supply_contractline AS k ON k.id = o.line_id
          JOIN supply_contract AS c ON c.id = k.contract_id
          JOIN supply_presentation AS g ON g.id = k.presentation_id
          JOIN delegations_place AS p ON p.id = o.place_id
"""
_ASKED = """
           AND (%(supplier_id)s::bigint IS NULL OR c.supplier_id = %(supplier_id)s)
           AND (%(drug_id)s::bigint IS NULL OR g.drug_id = %(drug_id)s)
           AND (%(delegation_id)s::bigint IS NULL OR p.delegation_id = %(delegation_id)s)
"""

_SPENT_COLUMNS = ("spent", "compared", "saved")
_SPENT = f"""
SELECT {_KEYS}, sum(spent), coalesce(sum(spent) FILTER (WHERE reference IS NOT NULL), 0),
       coalesce(sum(packs * reference - spent) FILTER (WHERE reference IS NOT NULL), 0)
  FROM (SELECT date_trunc('month', d.arrived_on)::date AS month, c.supplier_id, k.presentation_id, p.delegation_id,
               l.accepted_packs AS packs, l.accepted_packs * o.price AS spent, t.reference_price AS reference
          {_ORDERS}
          JOIN supply_deliveryline AS l ON l.order_id = o.id AND l.accepted_packs > 0
          JOIN supply_delivery AS d ON d.id = l.delivery_id AND d.voided_at IS NULL
          LEFT JOIN supply_tenderline AS t ON t.tender_id = c.tender_id AND t.presentation_id = k.presentation_id
         WHERE d.arrived_on BETWEEN %(first)s AND %(last)s {_ASKED}) AS bought
 {_SETS}
HAVING count(*) > 0
"""  # noqa: S608 (parts of this file only)

_DUE_COLUMNS = ("orders", "packs", "received", "on_time", "awaited_orders", "awaited_pieces", "awaited_value")
_DUE = f"""
SELECT {_KEYS}, count(*)::int, sum(packs)::bigint, sum(received)::bigint, sum(on_time)::bigint,
       count(*) FILTER (WHERE awaited > 0)::int, sum(awaited * size)::bigint, sum(awaited * price)
  FROM (SELECT date_trunc('month', o.deadline_on)::date AS month, c.supplier_id, k.presentation_id, p.delegation_id,
               o.packs, came.received, came.on_time, g.pieces_per_pack AS size, o.price,
               CASE WHEN o.state = 'open' THEN o.packs - came.received ELSE 0 END AS awaited
          {_ORDERS}
          JOIN LATERAL (
               SELECT coalesce(sum(l.accepted_packs), 0)::int AS received,
                      coalesce(sum(l.accepted_packs) FILTER (WHERE d.arrived_on <= o.deadline_on), 0)::int AS on_time
                 FROM supply_deliveryline AS l
                 JOIN supply_delivery AS d ON d.id = l.delivery_id AND d.voided_at IS NULL
                WHERE l.order_id = o.id AND d.arrived_on <= %(today)s) AS came ON true
         WHERE o.deadline_on BETWEEN %(first)s AND %(last)s AND o.state <> 'cancelled'
           AND (o.state <> 'open' OR o.deadline_on < %(today)s) {_ASKED}) AS due
 {_SETS}
HAVING count(*) > 0
"""  # noqa: S608 (parts of this file only)

_COMMITTED = f"""
SELECT coalesce(sum(o.packs * o.price), 0)
  {_ORDERS}
 WHERE o.issued_on BETWEEN %(first)s AND %(last)s AND o.state <> 'cancelled' {_ASKED}
"""

_RESULTS = """
SELECT l.result, t.id, t.number, t.decided_on, g.clave,
       concat_ws(' ', m.generic_name, nullif(concat_ws(' ', m.strength, nullif(m.strength_unit, '')), '')), l.packs
  FROM supply_tenderline AS l
  JOIN supply_tender AS t ON t.id = l.tender_id
  JOIN supply_presentation AS g ON g.id = l.presentation_id
  JOIN supply_drug AS m ON m.id = g.drug_id
 WHERE coalesce(t.decided_on, t.published_on) BETWEEN %(first)s AND %(last)s AND l.result IN ('awarded', 'deserted')
   AND (%(drug_id)s::bigint IS NULL OR g.drug_id = %(drug_id)s)
 ORDER BY t.decided_on DESC NULLS LAST, g.clave
"""
