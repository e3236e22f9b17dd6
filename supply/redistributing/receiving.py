"""What a site does with what arrives: its doses first, in their order and each whole. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from supply.redistributing.shapes import Dose


@dataclass(frozen=True, slots=True)
class Arrival:
    """Pieces that arrive on a day and are good through `last`. `short_lived` ones serve doses or nothing."""

    day: int
    last: int
    pieces: int
    short_lived: bool
    token: int


@dataclass(frozen=True, slots=True)
class Received:
    """`covered`: how many doses, from the first on, are whole; `beyond`: pieces left for the shelf; `parts`: for each
    covered dose, (token, pieces) of what covers it. `stranded`: short-lived pieces that no dose uses."""

    covered: int
    beyond: int
    parts: tuple[tuple[tuple[int, int], ...], ...]
    stranded: int


def receive(doses: Sequence[Dose], arrivals: Sequence[Arrival]) -> Received:
    """First come, first covered; a dose takes what expires first of what has arrived, short-lived before lasting.

    Taking the first to expire leaves the most for every later dose: what arrives later never expired earlier for a
    dose before it, because it was not there.
    """
    left = [arrival.pieces for arrival in arrivals]
    order = sorted(
        range(len(arrivals)), key=lambda index: (arrivals[index].last, arrivals[index].day, arrivals[index].token)
    )
    parts = []
    for dose in doses:
        chosen, wanted = [], dose.pieces
        for index in order:
            arrival = arrivals[index]
            if not left[index] or not arrival.day <= dose.day <= arrival.last:
                continue
            taken = min(left[index], wanted)
            chosen.append((index, taken))
            wanted -= taken
            if not wanted:
                break
        if wanted:
            break
        for index, taken in chosen:
            left[index] -= taken
        parts.append(tuple((arrivals[index].token, taken) for index, taken in chosen))
    stranded = sum(pieces for pieces, arrival in zip(left, arrivals, strict=True) if arrival.short_lived)
    return Received(len(parts), sum(left) - stranded, tuple(parts), stranded)
