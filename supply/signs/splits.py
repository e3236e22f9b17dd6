"""Orders to one place, for one clave of one supplier, days apart, each below a limit and together above it. Pure.

Only purchases that had no competition are looked at: under a contract that was won in a procedure orders are many and
small because that is how they are meant to be. Two on the same day, or three within `WITHIN_DAYS`, are told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from supply.signs.shapes import Ranking, Sign

WITHIN_DAYS = 10
# An order that is far below the limit is not below it because of the limit.
NEAR_LIMIT = 0.4


@dataclass(frozen=True, slots=True)
class Purchase:
    """An order without a competed procedure behind it."""

    order_id: int
    number: str
    supplier_id: int
    place_id: int
    presentation_id: int
    drug_id: int
    on: date
    amount: float


def split_orders(purchases: Iterable[Purchase], limit: float) -> list[Sign]:
    groups: dict[tuple[int, int, int], list[Purchase]] = defaultdict(list)
    for purchase in purchases:
        groups[purchase.supplier_id, purchase.place_id, purchase.presentation_id].append(purchase)
    densest = [max(len(run) for run in _runs(sorted(rows, key=_day))) for rows in groups.values()]
    ranking = Ranking(densest)
    return [
        _sign(run, limit, ranking, len(groups))
        for rows in groups.values()
        for run in _runs(sorted((row for row in rows if NEAR_LIMIT * limit <= row.amount < limit), key=_day))
        if _is_told(run, limit)
    ]


def _day(purchase: Purchase) -> tuple[date, int]:
    return purchase.on, purchase.order_id


def _runs(rows: Sequence[Purchase]) -> list[list[Purchase]]:
    """Orders not further apart than the days allow, counted from the first of each run; each in one run."""
    runs: list[list[Purchase]] = []
    for row in rows:
        if runs and (row.on - runs[-1][0].on).days <= WITHIN_DAYS:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _is_told(run: Sequence[Purchase], limit: float) -> bool:
    same_day = len(run) == 2 and run[0].on == run[1].on
    return (len(run) >= 3 or same_day) and sum(row.amount for row in run) > limit


def _sign(run: Sequence[Purchase], limit: float, ranking: Ranking, compared: int) -> Sign:
    first = run[0]
    return Sign(
        "split",
        f"split:{first.order_id}",
        ranking.unusual(len(run)),
        compared,
        {
            "orders": [row.number for row in run],
            "first_on": first.on.isoformat(),
            "last_on": run[-1].on.isoformat(),
            "amount": round(sum(row.amount for row in run), 2),
            "largest": round(max(row.amount for row in run), 2),
            "limit": limit,
        },
        supplier_id=first.supplier_id,
        place_id=first.place_id,
        drug_id=first.drug_id,
        order_id=first.order_id,
    )
