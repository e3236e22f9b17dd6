"""How badly a delegation or hospital stands: one whole number out of its frozen figures, greater is worse. Pure.

It only orders a list, so that the worst is looked at first; it is no verdict and no official measure. The weights are
working values of this program (docs/adr): a child without a dose within a week weighs as much as three points of
abasto, and who reported nothing does not stand first among the good ones, because nobody knows.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from meetings.figures.shape import PlaceFigures
from supply.models.weekly_line import LineKind

# The level (per cent) from which on nothing is added: where the boards begin to call it adequate.
ADEQUATE = 95
# Points below it for a level that nobody knows: as bad as a level of 85.
UNKNOWN_LEVEL = 10


class Term(NamedTuple):
    """`weight` for each of what `found` counts, `most` of them at most (None: all of them)."""

    name: str
    weight: int
    found: Callable[[PlaceFigures], int]
    most: int | None = None


class Part(NamedTuple):
    """What a term gave: `n` of them, `points` of the whole."""

    name: str
    n: int
    points: int


def _below(figures: PlaceFigures) -> int:
    """Points of abasto below adequate, rounded up."""
    level = figures["abasto"][LineKind.WHOLE]["level"]
    return UNKNOWN_LEVEL if level is None else max(0, math.ceil(ADEQUATE - level))


def _fallen(figures: PlaceFigures) -> int:
    """Whole points lost against the week before."""
    change = figures["abasto"][LineKind.WHOLE]["change"]
    return max(0, int(-change)) if change is not None else 0


def _unreported(figures: PlaceFigures) -> int:
    """Per cent of the expected reports that are not signed; nobody expected is nobody known."""
    rate = figures["reporting"]["rate"]
    return 100 if rate is None else 100 - round(rate)


def _later(figures: PlaceFigures, near: str, far: str) -> int:
    children = figures["uncovered"]
    return max(0, children[far]["uncovered"] - children[near]["uncovered"])  # type: ignore[literal-required]


TERMS: tuple[Term, ...] = (
    Term("uncovered_7", 30, lambda one: one["uncovered"]["within_7"]["uncovered"]),
    Term("uncovered_14", 10, lambda one: _later(one, "within_7", "within_14")),
    Term("uncovered_28", 3, lambda one: _later(one, "within_14", "within_28")),
    Term("vital_cases", 25, lambda one: one["cases"]["vital"]),
    Term("overdue_cases", 10, lambda one: one["cases"]["overdue"]),
    Term("escalated_cases", 10, lambda one: one["cases"]["central"] + one["cases"]["session"]),
    Term("abasto_below", 10, _below),
    Term("abasto_fallen", 4, _fallen),
    Term("unmet", 1, lambda one: one["unmet"]["counted"], 100),
    Term("unreported", 1, _unreported),
    Term("late_transfers", 5, lambda one: one["transfers"]["late"], 10),
    Term("broken_agreements", 15, lambda one: one["agreements"]["broken"], 10),
    Term("no_titular", 5, lambda one: one["gaps"]["no_titular"], 10),
)


def parts_of(figures: PlaceFigures) -> list[Part]:
    """What each term gives, in the order in which they stand."""
    found = []
    for term in TERMS:
        n = term.found(figures)
        found.append(Part(term.name, n, term.weight * (n if term.most is None else min(n, term.most))))
    return found


def severity(figures: PlaceFigures) -> int:
    """The sum of the parts; 0 where nothing is wrong and everybody reported."""
    return sum(part.points for part in parts_of(figures))
