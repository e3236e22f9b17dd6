"""What redistribution reasons about: one drug, the sites that have or lack it, the ways between them. Pure, no ORM.

Days are whole numbers counted from today (0). A *site* is a unit, or a delegation's own warehouse, which needs nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Held:
    """Pieces of one usable lot on a site's shelves; `last` is the last day they may be given."""

    lot: int
    last: int
    pieces: int


@dataclass(frozen=True, slots=True)
class Dose:
    """A dated dose that its site cannot give: the pieces it lacks, and the day. `ref` is the caller's."""

    day: int
    pieces: int
    ref: int = 0


@dataclass(frozen=True, slots=True)
class Site:
    """One place's side of the matter.

    `kept`: (day, pieces) that its own shelves must still give: its dated doses and the safety it may not go below.
    `used`: (day, pieces) of its dated doses altogether, which with `daily` say what it will use before a lot expires.
    `doses`: dated doses it lacks, in order of (day, priority): first come, first covered, as coverage answers them.
    `shortage`: pieces it lacks to reach its safety; `weight` is its CPM, by which a shortage is shared.
    `room`: pieces it may take beyond its doses, so that nobody's surplus becomes another's.
    """

    key: int
    held: tuple[Held, ...] = ()
    kept: tuple[tuple[int, int], ...] = ()
    used: tuple[tuple[int, int], ...] = ()
    daily: float = 0.0
    doses: tuple[Dose, ...] = ()
    shortage: int = 0
    weight: float = 0.0
    room: int = 0

    @property
    def lacks(self) -> bool:
        return bool(self.doses) or self.shortage > 0

    def use_through(self, day: int) -> int:
        """Pieces it will have used by the end of a day: the dated ones, and the expected ones rounded down."""
        return sum(pieces for when, pieces in self.used if when <= day) + int(self.daily * (day + 1))


@dataclass(frozen=True, slots=True)
class Route:
    """A way that may be taken: days on the road, and what each piece costs on it in whole cents.

    A trip carries many drugs, and each drug is solved by itself: what a trip costs is therefore told by piece.
    """

    days: int
    cost: int = 0


@dataclass(frozen=True, slots=True)
class Rules:
    """What a plan keeps to. All are data of the caller; the defaults bind nothing.

    `least`: fewer pieces are not worth a trip, save to a site that lacks a dated dose. `shelf`: days of life a piece
    must have left on arrival unless a dated dose uses it in time. `pack`: pieces that may not be parted (1: they may).
    `horizon`: what expires within so many days counts as lost.
    """

    least: int = 1
    shelf: int = 0
    pack: int = 1
    horizon: int = 180


@dataclass(frozen=True, slots=True)
class Problem:
    """One drug. `routes` holds every way that authority and the cold chain allow: (from, to) → route."""

    sites: tuple[Site, ...]
    routes: Mapping[tuple[int, int], Route]
    rules: Rules = field(default_factory=Rules)


@dataclass(frozen=True, slots=True)
class Move:
    """Pieces of one lot that go from one site to another."""

    source: int
    target: int
    lot: int
    pieces: int


@dataclass(frozen=True, slots=True)
class Score:
    """What a plan is judged by, in strict order: least is best.

    uncovered dated doses · pieces of safety still short · doses that a fair share would have covered elsewhere · pieces
    that a fair share would have sent elsewhere · pieces that will expire · cost.
    """

    uncovered: int = 0
    short: int = 0
    unfair_doses: int = 0
    unfair_pieces: int = 0
    lost: int = 0
    cost: int = 0

    def as_tuple(self) -> tuple[int, ...]:
        return (self.uncovered, self.short, self.unfair_doses, self.unfair_pieces, self.lost, self.cost)


@dataclass(frozen=True, slots=True)
class Plan:
    """The moves found. `proven`: over all ways there are, nothing better exists. Else `off` says how much worse than
    the best the figures of `after` may be at most, in their order (a later one: among the plans that are as good in
    all earlier ones), and `gap` what part of its figure the worst of them is (0 to 1).
    """

    moves: tuple[Move, ...]
    before: Score
    after: Score
    proven: bool = True
    gap: float = 0.0
    seconds: float = 0.0
    off: Score = Score()
