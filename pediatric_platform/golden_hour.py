"""The hour from the door to the first antibiotic: its clock, the order of its stamps, how far back one may be set.

Pure arithmetic on aware moments: neither midnight nor a change of hour shortens an hour.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

# From here on the board asks for haste; and for more of it.
SOON, URGENT = timedelta(minutes=30), timedelta(minutes=15)
# Whoever said they were coming and did not arrive is called after this.
NOT_COME_AFTER = timedelta(minutes=60)

# A stamp may be written down this long after it happened; fever at home began days ago now and then.
BACK, FEVER_BACK = timedelta(hours=24), timedelta(days=14)
# A stamp may be corrected or taken back this long after the antibiotic.
CORRECTABLE = timedelta(hours=72)
# Clocks of servers differ by less than this: such a moment is now.
AHEAD = timedelta(seconds=60)
# A tap that took longer to arrive came without network.
ON_ITS_WAY = timedelta(seconds=20)

STAMPS = ("fever", "prealert", "arrived", "triage", "evaluated", "ordered", "dispensed", "antibiotic")
# What a hand sets at the hospital, in its usual order.
AT_HOSPITAL = STAMPS[2:]
# On the board each has two letters: a refresh is small.
CODES = {name[:2]: name for name in STAMPS}
# What cannot be unless the child has arrived. An order, or what pharmacy prepares, may wait for the child.
NEEDS_ARRIVAL = ("triage", "evaluated", "antibiotic")
# The first of each pair is never later than the second.
ORDER = (
    ("fever", "arrived"),
    ("arrived", "triage"),
    ("arrived", "evaluated"),
    ("arrived", "antibiotic"),
    ("ordered", "antibiotic"),
)

Times = Mapping[str, datetime | None]


class Level(StrEnum):
    COMING = "coming"
    MISSING = "missing"  # said they were coming, and did not arrive
    TIME = "time"
    SOON = "soon"
    URGENT = "urgent"
    LATE = "late"
    DONE = "done"
    DONE_LATE = "done_late"


@dataclass(frozen=True)
class Clock:
    """`left` until the limit, below zero when it has passed; None while there is no limit yet.

    Given the antibiotic, it stands still at what was left.
    """

    level: Level
    left: timedelta | None

    @property
    def minutes(self) -> int:
        """Whole minutes left, or whole minutes too late."""
        return 0 if self.left is None else int(abs(self.left.total_seconds()) // 60)


def clock_of(
    *,
    arrived_at: datetime | None,
    deadline_at: datetime | None,
    antibiotic_at: datetime | None,
    expected_since: datetime | None,
    now: datetime,
) -> Clock:
    """The clock of an episode. `expected_since`: when its family said that they were coming."""
    if arrived_at is None or deadline_at is None:
        waited = expected_since is not None and now - expected_since >= NOT_COME_AFTER
        return Clock(Level.MISSING if waited else Level.COMING, None)
    left = deadline_at - (antibiotic_at or now)
    if antibiotic_at is not None:
        return Clock(Level.DONE if left >= timedelta(0) else Level.DONE_LATE, left)
    if left < timedelta(0):
        return Clock(Level.LATE, left)
    return Clock(Level.URGENT if left <= URGENT else Level.SOON if left <= SOON else Level.TIME, left)


def taken(earlier: datetime | None, later: datetime | None) -> int | None:
    """Whole minutes from one stamp to another, as figures count them; None while one is missing."""
    return None if earlier is None or later is None else int((later - earlier).total_seconds() // 60)


def next_of(times: Times) -> str:
    """The stamp that usually comes next: the first one missing after the last one set; none once it is given."""
    if times.get("antibiotic"):
        return ""
    last = max((n for n, name in enumerate(AT_HOSPITAL) if times.get(name)), default=-1)
    if times.get("arrived") is None:
        return "arrived"
    return AT_HOSPITAL[last + 1]


def earliest(stamp: str, now: datetime) -> datetime:
    """How far back a stamp may be set now."""
    return now - (FEVER_BACK if stamp == "fever" else BACK)


def clash_of(times: Times, stamp: str, at: datetime) -> tuple[str, str] | None:
    """The pair (what comes first, what comes after) that `stamp` at `at` would break; None: it fits."""
    moved = {**times, stamp: at}
    for before, after in ORDER:
        first, second = moved.get(before), moved.get(after)
        if stamp in (before, after) and first is not None and second is not None and first > second:
            return before, after
    return None


def within_its_minute(times: Times, stamp: str, at: datetime) -> datetime:
    """A typed hour has no seconds: in the same minute as what it follows, it is never before it."""
    if at.second or at.microsecond:
        return at
    followed = (times.get(before) for before, after in ORDER if after == stamp)
    return max([at, *(one for one in followed if one and one.replace(second=0, microsecond=0) == at)])


def leans_on(times: Times, stamp: str) -> str:
    """The first stamp that cannot stand once `stamp` is taken back; none: nothing does."""
    if stamp != "arrived":
        return ""
    return next((name for name in NEEDS_ARRIVAL if times.get(name)), "")


def moment_in(zone: ZoneInfo, typed: datetime, now: datetime) -> datetime:
    """What a hospital's clock showed, as a moment. An hour that a change of hour repeats is the latest that has been;
    one that it skipped is what the clock said before somebody set it."""
    first, second = (typed.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    latest = max(first, second)
    return latest if latest <= now else min(first, second)
