"""How each supplier delivers, and each of its claves: what was due, what came, and how likely the next is by when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from supply.models import Presentation, Supplier
from supply.performance.arrival import RECORD_DAYS, Record
from supply.performance.fulfilment import Fulfilment, fulfilment
from supply.performance.records import OrderRecord
from supply.selectors.performance.records import order_records

# An order is looked at a month before its deadline: how likely it is there by it, and so many days after.
AHEAD, AFTER = 30, (0, 7, 14, 28)


@dataclass(frozen=True, slots=True)
class Delivering:
    """One supplier, or one of its claves. `chances`: percent by the deadline and so many days after it."""

    supplier: Supplier
    presentation: Presentation | None
    told: Fulfilment
    chances: tuple[float, ...]
    basis: str
    own: int


def delivering(
    today: date, *, supplier_id: int | None = None, drug_id: int | None = None, by_clave: bool = True
) -> list[Delivering]:
    """Lines of one supplier or all, worst fill rate first; of the last year and a half, nothing guessed for who has
    no order that was due."""
    records = order_records(today)
    record = Record(records, today)
    shown = [row for row in records if supplier_id is None or row.supplier_id == supplier_id]
    sizes = Presentation.objects.select_related("drug").in_bulk({row.presentation_id for row in shown})
    if drug_id is not None:
        shown = [row for row in shown if sizes[row.presentation_id].drug_id == drug_id]
    names = Supplier.objects.in_bulk({row.supplier_id for row in shown})
    groups: dict[tuple[int, int], list[OrderRecord]] = defaultdict(list)
    for row in shown:
        groups[row.supplier_id, row.presentation_id if by_clave else 0].append(row)
    found = []
    for (supplier, clave), rows in groups.items():
        known = record.of(supplier, clave)
        told = fulfilment(rows, today)
        if told.orders:
            chances = tuple(100 * known.curve.probability(-AHEAD, days) for days in AFTER)
            own = known.pair if by_clave else known.supplier
            found.append(Delivering(names[supplier], sizes.get(clave), told, chances, known.basis, own))
    return _worst_first(found)


def _worst_first(rows: Iterable[Delivering]) -> list[Delivering]:
    def rank(row: Delivering) -> tuple[float, int, str]:
        return (row.told.fill_rate or 0.0, -row.told.packs, row.supplier.name)

    return sorted(rows, key=rank)


__all__ = ["AFTER", "RECORD_DAYS", "Delivering", "delivering"]
