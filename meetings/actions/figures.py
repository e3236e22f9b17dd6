"""Figures frozen for a meeting: the only writer of snapshots. What is frozen stays; frozen again it is another row."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from delegations import audit
from delegations.models import Delegation, Person, Unit
from meetings.actions.holding import hold
from meetings.agenda_rights import must_keep
from meetings.canonical import digest
from meetings.errors.agenda import FiguresStay, UnknownPlace
from meetings.figures.gather import Gathered, gather
from meetings.figures.places import COUNTRY, NETWORK, closed_week
from meetings.models import Meeting, MeetingState, Snapshot, SnapshotKind


@transaction.atomic
def freeze_all(
    *,
    meeting: Meeting,
    by: Person | None,
    now: datetime | None = None,
    only: Collection[str] = (),
    figures: Gathered | None = None,
) -> dict[str, Snapshot]:
    """The country, the directory, every delegation and every UMAE, all of one moment and one closed week.

    By key: "country", "network", delegations' codes, CLUES; `only` some of them. `figures`: gathered by the caller at
    this moment. `now` other than the present is for simulated pasts: what the data keep no past of (cases, coverage,
    transfers, gaps) is as it stands when it is run.
    """
    must_keep(by)
    now = now or timezone.now()
    meeting = _held(meeting, now)
    figures = gather(meeting, now) if figures is None else figures
    rows = {key: _snapshot(meeting, figures, key, by, now) for key in only or figures}
    Snapshot.objects.bulk_create(rows.values())
    _note(meeting, by, len(rows))
    return rows


@transaction.atomic
def gathered(*, meeting: Meeting, now: datetime) -> Gathered:
    """What a meeting that begins is shown, gathered once for its agenda and for what it freezes."""
    return gather(_held(meeting, now), now)


@transaction.atomic
def freeze_country(
    *, meeting: Meeting, by: Person | None, now: datetime | None = None, figures: Gathered | None = None
) -> dict[str, Snapshot]:
    """The country and the directory for a meeting that begins, unless they were frozen that day of the same week.

    By key, those that were made now: none where a review was prepared the same day, or when it is asked again.
    """
    must_keep(by)
    now = now or timezone.now()
    meeting = _held(meeting, now)
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    kept = Snapshot.objects.filter(meeting=meeting, taken_at__gte=midnight, taken_at__lte=now)
    known = {kind for kind, week in kept.values_list("kind", "week") if kind == NETWORK or week == meeting.week}
    missing = [key for key in (COUNTRY, NETWORK) if key not in known]
    return freeze_all(meeting=meeting, by=by, now=now, only=missing, figures=figures) if missing else {}


@transaction.atomic
def freeze_one(
    *, meeting: Meeting, place: Delegation | Unit | None, by: Person | None, now: datetime | None = None
) -> Snapshot:
    """One delegation or UMAE (None: the country), as it stands now."""
    must_keep(by)
    now = now or timezone.now()
    meeting = _held(meeting, now)
    figures = gather(meeting, now)
    key = COUNTRY if place is None else place.code if isinstance(place, Delegation) else place.clues
    if key not in figures:
        raise UnknownPlace
    row = _snapshot(meeting, figures, key, by, now)
    row.save(force_insert=True)
    _note(meeting, by, 1)
    return row


def _held(meeting: Meeting, now: datetime) -> Meeting:
    """The meeting, held, with the closed week that it looks at: the newest until it begins, that one from then on."""
    meeting = hold(meeting.pk)
    if meeting.is_over:
        raise FiguresStay
    week = closed_week(now)
    if week is not None and (meeting.week is None or meeting.state == MeetingState.PLANNED):
        meeting.week = week.monday
        meeting.save(update_fields=["week"])
    return meeting


def _snapshot(meeting: Meeting, figures: Gathered, key: str, by: Person | None, now: datetime) -> Snapshot:
    data: Any = figures[key]
    places = figures.places
    delegation_id = next((row.id for row in places.delegations.values() if row.code == key), None)
    unit_id = next((row.id for row in places.umae.values() if row.code == key), None)
    return Snapshot(
        meeting=meeting,
        kind=SnapshotKind(data["kind"]),
        delegation_id=delegation_id,
        unit_id=unit_id,
        week=None if key == NETWORK else meeting.week,
        taken_at=now,
        taken_by=by,
        data=data,
        sha256=digest(data),
    )


def _note(meeting: Meeting, by: Person | None, rows: int) -> None:
    week = meeting.week.isoformat() if meeting.week else None
    audit.record(type="figures.frozen", by=by, target=meeting, after={"snapshots": rows, "week": week})
