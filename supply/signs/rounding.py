"""Places whose adjustments are round numbers far more often than those of other places. Pure.

Counted are adjustments of ten pieces or more whose roundness says something: whole packs are no round number, and of a
drug in packs of ten everything is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from supply.signs.shapes import MOST_UNUSUAL, Sign, tail

ROUND, LEAST_PIECES = 10, 10
LEAST_ADJUSTMENTS, LEAST_ROUND = 6, 5
FALSE_ALARMS = 0.01


@dataclass(frozen=True, slots=True)
class Adjustment:
    """`packs`: pieces in each of the drug's packs."""

    place_id: int
    pieces: int
    packs: tuple[int, ...] = ()

    @property
    def is_telling(self) -> bool:
        return self.pieces >= LEAST_PIECES and not any(pack > 1 and self.pieces % pack == 0 for pack in self.packs)

    @property
    def is_round(self) -> bool:
        return self.pieces % ROUND == 0


def round_adjustments(adjustments: Iterable[Adjustment]) -> list[Sign]:
    places: dict[int, list[Adjustment]] = defaultdict(list)
    for adjustment in adjustments:
        if adjustment.is_telling:
            places[adjustment.place_id].append(adjustment)
    total = sum(len(rows) for rows in places.values())
    round_ones = sum(row.is_round for rows in places.values() for row in rows)
    signs = []
    for place_id, rows in places.items():
        here = sum(row.is_round for row in rows)
        if len(rows) < LEAST_ADJUSTMENTS or here < LEAST_ROUND:
            continue
        # One in ten is round by chance; where people round more, that is what is usual.
        elsewhere = max(1 / ROUND, (round_ones - here + 1) / (total - len(rows) + ROUND))
        by_chance = tail([elsewhere] * len(rows), here)
        if by_chance * len(places) < FALSE_ALARMS:
            facts = {
                "round": here,
                "adjustments": len(rows),
                "pieces": sum(row.pieces for row in rows if row.is_round),
                "elsewhere": round(100 * elsewhere, 1),
            }
            key = f"round_adjustment:{place_id}"
            unusual = min(MOST_UNUSUAL, 1 - by_chance)
            signs.append(Sign("round_adjustment", key, unusual, len(places), facts, place_id=place_id))
    return signs
