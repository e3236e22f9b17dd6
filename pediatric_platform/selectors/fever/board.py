"""The live board of an emergency room: asked every second by every screen, so it is one query, and one more to draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Q, QuerySet

from delegations.models import Unit
from pediatric_platform.golden_hour import AT_HOSPITAL, BACK, Clock, clock_of, next_of, taken
from pediatric_platform.models import RUNNING, FeverEpisode, FeverState, Stamp

# Given the antibiotic, an episode stays in sight for a while: whoever looks up sees how it ended.
IN_SIGHT = timedelta(minutes=30)

# One row of one index each (fever_running, fever_unit_arrived), and the same rows as `shown_at`.
VERSION = """
SELECT md5(string_agg(id || ':' || edition, ',' ORDER BY id)) FROM pediatric_platform_feverepisode
 WHERE unit_id = %(unit)s
   AND (state IN ('coming', 'here')
        OR (state = 'treated' AND arrived_at > %(back)s AND antibiotic_at > %(in_sight)s))
"""


@dataclass(frozen=True, slots=True)
class Card:
    """One episode on the board: nothing of the child but its folio's episode and the initial of a first name."""

    folio: str
    initial: str
    clock: Clock
    deadline: int | None  # seconds since 1970, for the countdown
    expected: int | None
    last: str  # the last stamp at the hospital, in words and in the hospital's own hour
    took: int | None  # minutes from arrival to antibiotic
    next_code: str
    next_label: str
    offers_antibiotic: bool


def shown_at(unit_id: int, now: datetime) -> QuerySet[FeverEpisode]:
    """What stands on the board of a hospital."""
    done = Q(state=FeverState.TREATED, arrived_at__gt=now - BACK * 3, antibiotic_at__gt=now - IN_SIGHT)
    return FeverEpisode.objects.filter(Q(state__in=RUNNING) | done, unit=unit_id)


def version_of(unit_id: int, now: datetime) -> str:
    """Changes with anything on the board: an episode, one of its stamps, one that leaves."""
    with connection.cursor() as cursor:
        cursor.execute(VERSION, {"unit": unit_id, "back": now - BACK * 3, "in_sight": now - IN_SIGHT})
        found: str | None = cursor.fetchone()[0]
    return found[:16] if found else "0"


def cards_at(unit: Unit, now: datetime) -> Sequence[Card]:
    """Whose time runs out first comes first; then those on their way, then those who have the antibiotic."""
    rows, zone = shown_at(unit.pk, now).select_related("child").only(*_FIELDS), unit.zone
    return [_card(row, now, zone) for row in sorted(rows, key=_turn)]


_FIELDS = (
    "folio", "state", "deadline_at", "prealert_at", "opened_at", *(f"{name}_at" for name in AT_HOSPITAL),
    "child__given_names",
)  # fmt: skip
_TURNS = {FeverState.HERE: 0, FeverState.COMING: 1, FeverState.TREATED: 2}


def _turn(row: FeverEpisode) -> tuple[int, datetime, int]:
    return _TURNS[FeverState(row.state)], row.deadline_at or row.prealert_at or row.opened_at, row.pk


def _card(row: FeverEpisode, now: datetime, zone: ZoneInfo) -> Card:
    times = {name: getattr(row, f"{name}_at") for name in AT_HOSPITAL}
    expected = row.prealert_at or row.opened_at
    clock = clock_of(
        arrived_at=row.arrived_at,
        deadline_at=row.deadline_at,
        antibiotic_at=row.antibiotic_at,
        expected_since=expected,
        now=now,
    )
    last, at = next(((name, at) for name in reversed(AT_HOSPITAL) if (at := times[name])), ("", expected))
    following = next_of(times)
    return Card(
        folio=row.folio,
        initial=row.child.given_names[:1].upper(),
        clock=clock,
        deadline=int(row.deadline_at.timestamp()) if row.deadline_at and row.state == FeverState.HERE else None,
        expected=int(expected.timestamp()) if row.state == FeverState.COMING else None,
        last=f"{Stamp(last or 'prealert').label} {at.astimezone(zone):%H:%M}",
        took=taken(row.arrived_at, row.antibiotic_at),
        next_code=following[:2],
        next_label=str(Stamp(following).label) if following else "",
        offers_antibiotic=row.state == FeverState.HERE and following != "antibiotic",
    )
