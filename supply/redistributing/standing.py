"""From what a site has, awaits and must give, to what it lacks, keeps and may take. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from supply.allocation import COVERED, INCOMING, STOCK, allocate
from supply.redistributing.donors import can_keep
from supply.redistributing.shapes import Dose, Held, Site

FAR = 100_000
# Any one drug: the allocation is asked about one at a time.
_DRUG = 0


@dataclass(frozen=True, slots=True)
class Coming:
    """Pieces on their way to the site: the day they count from and the last day they are good."""

    day: int
    last: int
    pieces: int


@dataclass(frozen=True, slots=True)
class Levels:
    """Pieces: below `minimum` an order made today is not sure to be in time; `floor` is what a donor goes down to,
    which suffices for `days`; `maximum` is what it takes up to. `daily` is expected beyond dated doses."""

    minimum: int = 0
    floor: int = 0
    maximum: int = 0
    days: int = 0
    daily: float = 0.0
    cpm: float = 0.0


def site_of(
    key: int, held: Sequence[Held], coming: Sequence[Coming], dated: Sequence[tuple[int, int, int]], levels: Levels
) -> Site:
    """`dated`: (day, pieces, reference) of each dose, in the order in which coverage takes them."""
    supplies = [(one.last, STOCK, one.pieces, index) for index, one in enumerate(held)]
    supplies += [(one.last, one.day, one.pieces, len(held) + index) for index, one in enumerate(coming)]
    outcomes = allocate([(day, [(_DRUG, pieces)]) for day, pieces, _ref in dated], {_DRUG: supplies})
    left = [pieces for _last, _day, pieces, _token in supplies]
    kept: list[tuple[int, int]] = []
    for (day, _pieces, _ref), (state, lines) in zip(dated, outcomes, strict=True):
        if state not in (COVERED, INCOMING):
            continue
        for token, pieces in lines[0][2]:
            left[token] -= pieces
            if token < len(held):
                kept.append((day, pieces))
    doses = []
    for (day, pieces, ref), (state, _lines) in zip(dated, outcomes, strict=True):
        if state in (COVERED, INCOMING):
            continue
        missing = pieces
        # What it has too little of helps the first dose that lacks some.
        for token, (last, arrives, _all, _token) in enumerate(supplies):
            if arrives <= day <= last and missing:
                taken = min(left[token], missing)
                left[token] -= taken
                missing -= taken
        if missing:
            doses.append(Dose(day, missing, ref))
    position = sum(one.pieces for one in held) + sum(one.pieces for one in coming)
    short = max(levels.minimum - position - sum(dose.pieces for dose in doses), 0)
    safety = max(levels.floor - sum(pieces for _day, pieces in kept), 0)
    return can_keep(
        Site(
            key,
            tuple(held),
            (*kept, *_spread(safety, levels.days)),
            tuple((day, pieces) for day, pieces, _ref in dated),
            levels.daily,
            tuple(doses),
            short,
            levels.cpm,
            max(levels.maximum - position, short, 0),
        )
    )


def _spread(pieces: int, days: int) -> list[tuple[int, int]]:
    """Safety is used up week by week, not on one day: lots that expire before serve their part of it."""
    weeks = max(-(-days // 7), 1)
    marks = [pieces * number // weeks for number in range(weeks + 1)]
    return [
        (min(7 * number, max(days, 1)), marks[number] - marks[number - 1])
        for number in range(1, weeks + 1)
        if marks[number] > marks[number - 1]
    ]
