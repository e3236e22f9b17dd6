"""How likely what was ordered is there by a day, from what the supplier did with this clave before. Pure.

Time is counted in days after an order's deadline. Of every order in the record a pack may still come on a day if it was
ordered by then, has not come before, and the day is past: packs of an order still open are known not to have come until
today, and nothing beyond; what was closed short or cancelled never came. The hazard of a day is the share of those that
may still come which come on it. That uses what is still awaited as well as what came, so that a supplier who has only
started to be late does not look punctual (a life table; each order weighs one, however many packs it has).

Few orders say little. The hazard of supplier and clave is drawn to that of the supplier, and this one to that of all,
as if so many orders (`PAIR_WEIGHT`, `SUPPLIER_WEIGHT`) with the wider hazard had been seen too: the mean of a beta
process (Hjort, 1990). Where there is no record at all, hardly anything is promised (`UNKNOWN_HAZARD`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from supply.performance.records import OrderRecord

# Days around a deadline that are told apart; what comes before the first or after the last counts at it.
FIRST, LAST = -60, 180
DAYS = LAST - FIRST + 1
# So many orders of the wider record are added to a narrower one: what foretold best (Brier score) for made-up suppliers
# that are alike, differ a little and differ much, with 2 to 60 orders each. Working values, none is official.
PAIR_WEIGHT, SUPPLIER_WEIGHT, UNKNOWN_WEIGHT = 3.0, 5.0, 10.0
# From so many orders on a record is named as the one that was told from; with fewer of all, nothing is told.
PAIR_ENOUGH, SUPPLIER_ENOUGH, ALL_ENOUGH = 5, 8, 20
# Share of what is awaited that comes on a day where nothing is known: one in seven within four weeks.
UNKNOWN_HAZARD = 0.005
# Orders older than this say nothing of how a supplier delivers now.
RECORD_DAYS = 540


@dataclass(slots=True)
class Table:
    """Orders that came, and that might have come, on each day around the deadline. `orders`: how many it is made of."""

    came: list[float]
    awaited: list[float]
    orders: int = 0

    @classmethod
    def empty(cls) -> Table:
        return cls([0.0] * DAYS, [0.0] * DAYS)

    def add(self, record: OrderRecord, today: date) -> None:
        """Count an order, seen from today."""
        entered = _slot(record.lateness(record.issued_on))
        last = _slot(record.lateness(today)) if record.is_open else DAYS - 1
        if last < entered:
            return
        # An order before its day, of which nothing came, says nothing yet.
        self.orders += bool(record.arrivals or not record.is_open or today > record.deadline_on)
        coming = [0.0] * DAYS
        for day, packs in record.arrivals:
            coming[max(entered, _slot(record.lateness(day)))] += min(1.0, packs / record.packs)
        left = 1.0
        for slot in range(entered, last + 1):
            if left <= 1e-9:
                return
            here = min(left, coming[slot])
            self.awaited[slot] += left
            self.came[slot] += here
            left -= here


@dataclass(frozen=True, slots=True)
class Curve:
    """The share still awaited after each day around the deadline."""

    awaited: Sequence[float]

    def probability(self, since: int, until: int) -> float:
        """That what had not come by the day `since` comes by the day `until`; days after the deadline."""
        before = self._after(since)
        return 0.0 if until <= since or before <= 0 else 1 - self._after(until) / before

    def first_day(self, since: int, probability: float) -> int | None:
        """The first day after `since` by which it comes with that probability; None where it never does."""
        floor = self._after(since) * (1 - probability)
        start = _slot(since) + 1
        # Survival only falls, so the first slot at or below the floor is found by halves.
        found = bisect_left(self.awaited, -floor - 1e-12, start, DAYS, key=lambda left: -left)
        return None if found >= DAYS else max(since + 1, found + FIRST)

    def _after(self, day: int) -> float:
        return 1.0 if day < FIRST else self.awaited[_slot(day)]


@dataclass(frozen=True, slots=True)
class Known:
    """A curve with how many orders stand behind it: of supplier and clave, of the supplier, of all."""

    curve: Curve
    pair: int
    supplier: int
    everybody: int

    @property
    def basis(self) -> str:
        """Whose record weighs most: "pair", "supplier", "all", or "none" where there is too little of any."""
        if self.pair >= PAIR_ENOUGH:
            return "pair"
        if self.supplier >= SUPPLIER_ENOUGH:
            return "supplier"
        return "all" if self.everybody >= ALL_ENOUGH else "none"


class Record:
    """The country's orders, asked for one supplier and clave after the other."""

    def __init__(self, orders: Iterable[OrderRecord], today: date) -> None:
        self._all = Table.empty()
        self._suppliers: dict[int, Table] = {}
        self._pairs: dict[tuple[int, int], Table] = {}
        self._known: dict[tuple[int, int], Known] = {}
        oldest = today - timedelta(days=RECORD_DAYS)
        for order in orders:
            if oldest <= order.deadline_on:
                pair = (order.supplier_id, order.presentation_id)
                self._all.add(order, today)
                self._suppliers.setdefault(order.supplier_id, Table.empty()).add(order, today)
                self._pairs.setdefault(pair, Table.empty()).add(order, today)

    def of(self, supplier_id: int, presentation_id: int) -> Known:
        pair = (supplier_id, presentation_id)
        if pair not in self._known:
            own = self._pairs.get(pair, Table.empty())
            supplier = self._suppliers.get(supplier_id, Table.empty())
            hazard = drawn_to([UNKNOWN_HAZARD] * DAYS, self._all, UNKNOWN_WEIGHT)
            hazard = drawn_to(hazard, supplier, SUPPLIER_WEIGHT)
            hazard = drawn_to(hazard, own, PAIR_WEIGHT)
            self._known[pair] = Known(curve_of(hazard), own.orders, supplier.orders, self._all.orders)
        return self._known[pair]


def drawn_to(wider: Sequence[float], table: Table, weight: float) -> list[float]:
    """The hazards of a table as if so many orders with the wider ones had been seen too."""
    return [
        (came + weight * hazard) / (awaited + weight)
        for came, awaited, hazard in zip(table.came, table.awaited, wider, strict=True)
    ]


def curve_of(hazards: Sequence[float]) -> Curve:
    left, awaited = 1.0, []
    for hazard in hazards:
        left *= 1 - hazard
        awaited.append(left)
    return Curve(awaited)


def _slot(lateness: int) -> int:
    return min(max(lateness, FIRST), LAST) - FIRST
