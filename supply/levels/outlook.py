"""What becomes of each lot if demand comes as expected: which gives what, what expires, when nothing is left. Pure.

One queue, first to expire first: a piece asked for is taken of one lot alone, so two lots never claim the same
consumption. Between two days on which a lot comes or goes the same lots stand on the shelf, so the expected demand of
those days is taken from them in order; what a lot still has at the end of its last day is lost.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

# Further ahead nobody knows what will be asked for.
HORIZON_DAYS = 365
_DUST = 1e-6


class Batch(NamedTuple):
    """Pieces of a lot, there from a day on (0 is today) through the last day on which it is good (None: for long)."""

    pieces: int
    last_day: int | None = None
    first_day: int = 0


class Fate(NamedTuple):
    """Of a batch: pieces expected to be given, and whole pieces expected to be left when it expires."""

    given: float
    lost: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """`fates` in the order of the batches; `runs_out_day` is the first day whose demand is not wholly met, if any."""

    fates: Sequence[Fate]
    runs_out_day: int | None

    @property
    def lost(self) -> int:
        return sum(fate.lost for fate in self.fates)


def outlook(expected: Callable[[int], float], batches: Sequence[Batch], horizon: int = HORIZON_DAYS) -> Outlook:
    """`expected(n)` is what is asked for in the first n days, today being the first. Lots good beyond the horizon lose
    nothing within it."""
    left = [float(batch.pieces) for batch in batches]
    ends = [min(horizon, horizon if batch.last_day is None else batch.last_day + 1) for batch in batches]
    queue = sorted(range(len(batches)), key=lambda place: _first_to_expire(batches[place]))
    days = sorted({0, horizon, *ends, *(min(horizon, batch.first_day) for batch in batches)})
    runs_out: int | None = None
    asked_before = 0.0
    for day, until in pairwise(days):
        if day < 0:  # a lot that has expired is not on the queue
            continue
        asked = expected(until)
        wanted = asked - asked_before
        there = [place for place in queue if batches[place].first_day <= day < ends[place] and left[place] > 0]
        had = sum(left[place] for place in there)
        if runs_out is None and wanted > had + _DUST:
            runs_out = _first_short(expected, asked_before + had, day, until)
        for place in there:
            taken = min(left[place], wanted)
            left[place] -= taken
            wanted -= taken
            if wanted <= 0:
                break
        asked_before = asked
    return Outlook([_fate(batch, rest, horizon) for batch, rest in zip(batches, left, strict=True)], runs_out)


def _first_to_expire(batch: Batch) -> tuple[float, int]:
    return (math.inf if batch.last_day is None else batch.last_day, batch.first_day)


def _first_short(expected: Callable[[int], float], met: float, day: int, until: int) -> int:
    """The first of the days by whose end more was asked for than could be met."""
    asked = range(day + 1, until + 1)
    return asked[bisect_left(asked, True, key=lambda days: expected(days) > met + _DUST)] - 1


def _fate(batch: Batch, rest: float, horizon: int) -> Fate:
    expires = batch.last_day is not None and batch.last_day < horizon
    return Fate(batch.pieces - rest, int(rest + _DUST) if expires else 0)
