"""Pieces on their way, and which of them are late, of every place at once; of suppliers, see orders.py."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date

from django.db.models import Sum

from meetings.figures.places import Places
from meetings.figures.shape import LateTransfer, Transfers
from supply.models import Transfer, TransferState
from supply.weeks import IsoWeek

LINES_KEPT = 8
_COLUMNS = ("pk", "to_place__unit_id", "to_place__delegation_id", "from_place__name", "to_place__name", "expected_on")


def transfers_towards(places: Places, week: IsoWeek | None, today: date) -> Mapping[str, Transfers]:
    """By the place that waits. Two queries."""
    on_the_way: Counter[str] = Counter()
    undated: Counter[str] = Counter()
    short: Counter[str] = Counter()
    late: dict[str, list[LateTransfer]] = defaultdict(list)
    rows = Transfer.objects.in_transit().order_by("expected_on", "pk").annotate(pieces=Sum("lines__sent"))
    for pk, unit_id, delegation_id, origin, destination, expected_on, pieces in rows.values_list(*_COLUMNS, "pieces"):
        keys = places.keys_of(unit_id, delegation_id)
        on_the_way.update(keys)
        if expected_on is None:
            undated.update(keys)
        elif expected_on < today:
            line: LateTransfer = {
                "id": pk,
                "origin": origin,
                "destination": destination,
                "expected_on": expected_on.isoformat(),
                "days": (today - expected_on).days,
                "pieces": pieces or 0,
            }
            for key in keys:
                late[key].append(line)
    if week is not None:
        came = Transfer.objects.filter(
            state=TransferState.ACCEPTED_SHORT, accepted_on__range=(week.monday, week.sunday)
        )
        for unit_id, delegation_id in came.order_by().values_list("to_place__unit_id", "to_place__delegation_id"):
            short.update(places.keys_of(unit_id, delegation_id))
    return {
        key: {
            "in_transit": on_the_way[key],
            "late": len(late[key]),
            "undated": undated[key],
            "short_in_week": short[key],
            "lines": late[key][:LINES_KEPT],
            "orders_kept": True,
        }
        for key in places.keys
    }
