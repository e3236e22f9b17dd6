"""Lots on shelves, added up by place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from supply.selectors.whereabouts import OnShelf


def by_place(shelves: Iterable[OnShelf], day: date) -> list[dict[str, Any]]:
    """Usable pieces of each place, most first, with the day the first of them expires."""
    found: dict[str, dict[str, Any]] = {}
    for row in shelves:
        if not row.is_usable(day):
            continue
        place = found.setdefault(
            row.place,
            {"place": row.place, "name": row.place_name, "pieces": 0, "first_expiry": row.expires_on.isoformat()},
        )
        place["pieces"] += row.pieces
        place["first_expiry"] = min(place["first_expiry"], row.expires_on.isoformat())
    return sorted(found.values(), key=lambda row: (-row["pieces"], row["place"]))
