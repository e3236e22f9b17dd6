"""A carton that was scanned becomes a row of the delivery: one more pack of a lot that is there, or a new lot. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from supply.gs1 import Scan

Row = dict[str, Any]
"""What stands in a row: order, number, expires_on, delivered, rejected, reason, as typed."""


@dataclass(frozen=True, slots=True)
class OpenOrder:
    """An order that may be received for: its clave and the packs it lacks."""

    pk: int
    presentation_id: int
    missing: int


@dataclass(frozen=True, slots=True)
class Scanned:
    """The rows after the scan, which one it went to, and whether somebody must choose its order."""

    rows: list[Row] = field(default_factory=list)
    index: int = 0
    order_id: int | None = None


def add_scan(rows: Sequence[Row], scan: Scan, presentation_id: int | None, orders: Sequence[OpenOrder]) -> Scanned:
    """One more pack. The clave's orders are filled in their order (the earliest deadline first); without a known clave
    the only order there is, else the row is left for somebody to choose."""
    found = [dict(row) for row in rows]
    same = [at for at, row in enumerate(found) if _is_lot(row, scan) and _fits(row, presentation_id, orders)]
    open_ones = [at for at in same if _has_room(found, _order_of(found[at], orders))]
    if open_ones or (same and _next(found, presentation_id, orders) is None):
        index = open_ones[0] if open_ones else same[-1]
        found[index]["delivered"] = _whole(found[index].get("delivered")) + 1
        order = _order_of(found[index], orders)
        return Scanned(found, index, order.pk if order else None)
    order = _next(found, presentation_id, orders) or _last(presentation_id, orders)
    row = {
        "order": str(order.pk) if order else "",
        "number": scan.number,
        "expires_on": _day(scan.expires_on),
        "delivered": 1,
        "rejected": "",
        "reason": "",
    }
    blank = next((index for index, row in enumerate(found) if not any(row.values())), None)
    if blank is None:
        found.append(row)
        blank = len(found) - 1
    else:
        found[blank] = row
    return Scanned(found, blank, order.pk if order else None)


def _has_room(rows: Sequence[Row], order: OpenOrder | None) -> bool:
    return order is None or _delivered(rows, order.pk) < order.missing


def _candidates(presentation_id: int | None, orders: Sequence[OpenOrder]) -> list[OpenOrder]:
    if presentation_id is None:
        return list(orders) if len(orders) == 1 else []
    return [order for order in orders if order.presentation_id == presentation_id]


def _next(rows: Sequence[Row], presentation_id: int | None, orders: Sequence[OpenOrder]) -> OpenOrder | None:
    """The first order of the clave that the rows do not fill yet."""
    for order in _candidates(presentation_id, orders):
        if _has_room(rows, order):
            return order
    return None


def _last(presentation_id: int | None, orders: Sequence[OpenOrder]) -> OpenOrder | None:
    """All are filled: what comes is over, and stands with the last."""
    candidates = _candidates(presentation_id, orders)
    return candidates[-1] if candidates else None


def _delivered(rows: Sequence[Row], order_id: int) -> int:
    return sum(
        _whole(row.get("delivered")) - _whole(row.get("rejected"))
        for row in rows
        if str(row.get("order") or "") == str(order_id)
    )


def _is_lot(row: Row, scan: Scan) -> bool:
    return (
        bool(scan.number)
        and str(row.get("number") or "").upper().split() == scan.number.upper().split()
        and (scan.expires_on is None or row.get("expires_on") in (_day(scan.expires_on), scan.expires_on))
    )


def _fits(row: Row, presentation_id: int | None, orders: Sequence[OpenOrder]) -> bool:
    order = _order_of(row, orders)
    return order is None or presentation_id is None or order.presentation_id == presentation_id


def _order_of(row: Row, orders: Sequence[OpenOrder]) -> OpenOrder | None:
    return next((order for order in orders if str(order.pk) == str(row.get("order") or "")), None)


def _whole(value: Any) -> int:
    text = str(value or "").strip().replace(",", "")
    return int(text) if text.isdigit() else 0


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
