"""Whether enough of those who count are there: whole numbers, no ORM."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quorum:
    """`required` count for it, `there` of them are present or represented, `needed` is how many it takes."""

    required: int
    there: int
    needed: int

    @property
    def applies(self) -> bool:
        """A meeting where nobody is required, or of a series that asks for no share, has no quorum to reach."""
        return self.needed > 0

    @property
    def holds(self) -> bool:
        return self.there >= self.needed

    @property
    def missing(self) -> int:
        """How many more it takes."""
        return max(0, self.needed - self.there)

    @property
    def percent(self) -> int | None:
        """Share of the required who are there, rounded down: 49.9 is not 50. None where nobody is required."""
        return self.there * 100 // self.required if self.required else None


def quorum(*, required: int, there: int, share: int) -> Quorum:
    """`share` percent of `required` must be there, rounded up: 50 % of seven are four.

    ValueError for figures that cannot be: more there than required, a share beyond 100, anything below zero.
    """
    if not 0 <= there <= required:
        raise ValueError(f"{there} there of {required} required")
    if not 0 <= share <= 100:
        raise ValueError(f"no share: {share}")
    return Quorum(required, there, -(-required * share // 100))
