"""How children stand against their next sessions, counted. Pure: a child counts once, by the worst of their days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from supply.horizon import COVERAGE_DAYS
from supply.models import CoverageStatus

# Within how many days of today, today and the last of them included; the farthest is `supply.horizon`'s.
HORIZONS = (7, 14, COVERAGE_DAYS)
# The worst of a child's days says how the child stands; without a session there is nothing to say.
NOTHING, COVERED, INCOMING, UNKNOWN, MISSING = range(5)
RANKS: dict[str, int] = {
    CoverageStatus.COVERED: COVERED,
    CoverageStatus.INCOMING: INCOMING,
    CoverageStatus.UNKNOWN: UNKNOWN,
    CoverageStatus.UNCOVERED: MISSING,
}
STATUSES: dict[int, str] = {rank: str(status) for status, rank in RANKS.items()}
# From which share (per cent) of the children with sessions a place wears a category's colour. Working values.
SHARES: tuple[tuple[str, float], ...] = (("adequate", 0), ("low", 0.000001), ("critical", 5), ("out", 15))

Ranks = tuple[int, ...]


class Reach(NamedTuple):
    """Children with a session within a horizon: something missing, not known, complete with what comes, complete."""

    missing: int = 0
    unknown: int = 0
    incoming: int = 0
    covered: int = 0

    @property
    def children(self) -> int:
        """All who have a session."""
        return sum(self)

    @property
    def share(self) -> float | None:
        """Per cent of the children with sessions who lack something; None without any."""
        return 100 * self.missing / self.children if self.children else None

    @property
    def category(self) -> str | None:
        """The category whose colour this wears: none where nobody is known to lack anything and somebody's is unknown,
        because "nobody" would then be a guess."""
        if self.share is None or (not self.missing and self.unknown):
            return None
        return [name for name, start in SHARES if self.share >= start][-1]


Reaches = Mapping[int, Reach]


def worst(one: Ranks, other: Ranks) -> Ranks:
    """Of the same child at two places, or on two days: the worse, horizon by horizon."""
    return tuple(map(max, one, other))


def seen_as(rank: int, *, is_known: bool) -> int:
    """An answer from data too old to say anything is no answer; a horizon without sessions stays without."""
    return rank if is_known or not rank else UNKNOWN


def reaches_of(children: Iterable[tuple[Ranks, int]]) -> dict[int, Reach]:
    """Per horizon, how many children stand how; `children` gives ranks (one a horizon) and how many have them."""
    counted = {days: [0] * len(STATUSES) for days in HORIZONS}
    for ranks, how_many in children:
        for days, rank in zip(HORIZONS, ranks, strict=True):
            if rank:
                counted[days][MISSING - rank] += how_many
    return {days: Reach(*counts) for days, counts in counted.items()}


NOBODY: Reaches = {days: Reach() for days in HORIZONS}
