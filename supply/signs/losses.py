"""Places that lose more of what goes through their hands than others do. Pure.

Lost is what was missing in a count or a transfer, broken, stolen or strayed. What others lose per piece they handle
says how many a place would lose. Chance is wide here: things are lost by the box and not by the piece, so the boxes are
counted (of the size that weighs in the losses of others), and places differ without any cause, by half of the mean. The
sign is told when so much would be lost by chance in less than one of a hundred half-years, over all places together.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from supply.signs.shapes import MOST_UNUSUAL, Sign

LEAST_PLACES, LEAST_LOST, TIMES = 8, 10, 3.0
FALSE_ALARMS = 0.01
# One over the square of how widely places differ: a gamma of this shape varies by half of its mean.
SHAPE = 4.0


@dataclass(frozen=True, slots=True)
class Handled:
    """Pieces that a place gave out or lost in half a year, and what it lost, each time."""

    place_id: int
    handled: int
    losses: tuple[int, ...] = ()

    @property
    def lost(self) -> int:
        return sum(self.losses)


def losses_above_others(places: Iterable[Handled]) -> list[Sign]:
    rows = [row for row in places if row.handled > 0]
    if len(rows) < LEAST_PLACES:
        return []
    signs = []
    for row in rows:
        others = _others(rows, row)
        share = sum(one.lost for one in others) / sum(one.handled for one in others)
        expected = max(share * row.handled, 0.5)
        if row.lost < LEAST_LOST or row.lost < TIMES * expected:
            continue
        box = _box(others)
        by_chance = chance_of(math.ceil(row.lost / box), expected / box)
        if by_chance * len(rows) < FALSE_ALARMS:
            facts = {
                "lost": row.lost,
                "times": len(row.losses),
                "handled": row.handled,
                "expected": round(expected, 1),
                "percent": round(100 * row.lost / row.handled, 2),
                "elsewhere": round(100 * share, 2),
            }
            unusual = min(MOST_UNUSUAL, 1 - by_chance)
            signs.append(Sign("losses", f"losses:{row.place_id}", unusual, len(rows), facts, place_id=row.place_id))
    return signs


def chance_of(boxes: int, expected: float) -> float:
    """That so many or more are lost where so many are expected, places differing as they do (negative binomial)."""
    here = (SHAPE / (SHAPE + expected)) ** SHAPE
    below = 0.0
    for n in range(boxes):
        below += here
        here *= (n + SHAPE) / (n + 1) * expected / (SHAPE + expected)
    return max(0.0, 1 - below)


def _others(rows: Sequence[Handled], but: Handled) -> list[Handled]:
    """All other places but the one of them that loses most: it may be the cause of something itself."""
    return sorted((row for row in rows if row is not but), key=lambda row: row.lost / row.handled)[:-1]


def _box(rows: Sequence[Handled]) -> float:
    """The pieces of a loss, large losses counting as much as they weigh."""
    sizes = [size for row in rows for size in row.losses]
    return max(1.0, sum(size * size for size in sizes) / sum(sizes)) if sizes else 1.0
