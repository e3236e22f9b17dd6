"""Supply orders towards every place at once: what is late, whose, and how much of what was due came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from meetings.figures.numbers import percent
from meetings.figures.places import Places
from meetings.figures.shape import Orders, SupplierLine
from supply.selectors.performance.places import PlaceOrders, orders_by_place

LINES_KEPT = 8
# Of orders due in so many days before the day the share that came is told.
DAYS = 91


def orders_towards(places: Places, today: date) -> Mapping[str, Orders]:
    """By the place that waits. One query."""
    first = today - timedelta(days=DAYS)
    found: dict[str, list[PlaceOrders]] = defaultdict(list)
    for row in orders_by_place(today, first=first):
        for key in places.keys_of(row.unit_id, row.delegation_id):
            found[key].append(row)
    return {key: _orders(found[key], first, today) for key in places.keys}


def _orders(rows: list[PlaceOrders], first: date, today: date) -> Orders:
    by_supplier: dict[str, list[PlaceOrders]] = defaultdict(list)
    for row in rows:
        by_supplier[row.supplier].append(row)
    lines = [_line(name, own, today) for name, own in by_supplier.items()]
    # Who owes something stands here: first for how long, then by how little came of what was due.
    owing = [one for one in lines if one["late"] or one["received"] < one["packs"]]
    owing.sort(key=lambda one: (-one["days"], one["fill_rate"] or 0.0, -one["pieces"], one["supplier"]))
    packs, received = _sum(rows, "packs"), _sum(rows, "received")
    return {
        "awaited": _sum(rows, "awaited"),
        "late": _sum(rows, "late"),
        "pieces": _sum(rows, "late_pieces"),
        "due": _sum(rows, "due"),
        "packs": packs,
        "received": received,
        "fill_rate": percent(received, packs),
        "first": first.isoformat(),
        "last": (today - timedelta(days=1)).isoformat(),
        "suppliers": len(owing),
        "lines": owing[:LINES_KEPT],
    }


def _line(name: str, rows: list[PlaceOrders], today: date) -> SupplierLine:
    since = min((row.late_since for row in rows if row.late_since), default=today)
    packs, received = _sum(rows, "packs"), _sum(rows, "received")
    return {
        "supplier": name,
        "late": _sum(rows, "late"),
        "pieces": _sum(rows, "late_pieces"),
        "days": (today - since).days,
        "due": _sum(rows, "due"),
        "packs": packs,
        "received": received,
        "fill_rate": percent(received, packs),
    }


def _sum(rows: Iterable[PlaceOrders], name: str) -> int:
    return int(sum(getattr(row, name) for row in rows))
