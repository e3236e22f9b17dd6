from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from delegations import audit
from delegations.models import Person
from pediatric_platform.actions.fever.rights import must_stamp
from pediatric_platform.actions.fever.writing import (
    add_stamp,
    check_order,
    clean_key,
    clean_moment,
    locked,
    said,
    target,
    times_of,
)
from pediatric_platform.errors.fever import (
    AlreadyStamped,
    BadKey,
    EpisodeEnded,
    NotAnAntibiotic,
    NotArrived,
    NotStamped,
    TooLateToCorrect,
)
from pediatric_platform.golden_hour import CORRECTABLE, NEEDS_ARRIVAL, STAMPS, within_its_minute
from pediatric_platform.models import FeverEpisode, FeverStamp, FeverState
from supply.models import Drug


@transaction.atomic
def stamp(
    *,
    episode: FeverEpisode,
    stamp: str,
    key: str,
    by: Person | None,
    at: datetime | None = None,
    offline: bool = False,
    reason: str = "",
    antibiotic: Drug | None = None,
) -> FeverEpisode:
    """One tap: it happened now, or `at`. The same key again is the same tap.

    On top of a stamp that is set it is a correction, and needs its `reason`. `offline`: the tap waited for the network.
    """
    key, now = clean_key(key), timezone.now()
    row = locked(episode)
    must_stamp(by, row.unit)
    if (told := FeverStamp.objects.filter(key=key).first()) is not None:
        if (told.episode_id, told.stamp) != (row.pk, stamp):
            raise BadKey
        return row
    if stamp not in STAMPS:
        raise NotStamped
    if antibiotic is not None and stamp != "antibiotic":
        raise NotAnAntibiotic
    refuse_ended(row, now)
    was, reason = times_of(row)[stamp], " ".join(reason.split())[:160]
    if was is not None and not reason:
        raise AlreadyStamped(stamp, at=was, who=_who(row, stamp), zone=row.unit.zone)
    moment = within_its_minute(times_of(row), stamp, moment_of(row, stamp, at, now))
    if stamp in NEEDS_ARRIVAL and row.arrived_at is None:
        raise NotArrived(stamp)
    check_order(row, stamp, moment)
    _set(row, stamp, moment, antibiotic)
    add_stamp(row, stamp, moment, key=key, by=by, was=was, reason=reason if was else "", offline=offline)
    row.save()
    after: dict[str, Any] = {"stamp": stamp, "at": said(moment)}
    if antibiotic is not None:
        after["antibiotic"] = antibiotic.pk
    if offline:
        after["offline"] = True
    audit.record(
        type="fever.corrected" if was else "fever.stamped",
        by=by,
        target=row,
        before={"at": said(was)} if was else {},
        after=after,
        unit=row.unit_id,
    )
    return row


def moment_of(row: FeverEpisode, stamp: str, at: datetime | None, now: datetime) -> datetime:
    """Of an episode that runs, or was treated a while ago, a stamp may be as old as the episode itself."""
    if at is not None and row.arrived_at is not None and row.arrived_at <= at <= now:
        return at
    return clean_moment(stamp, at, now)


def refuse_ended(row: FeverEpisode, now: datetime) -> None:
    """Closed without antibiotic there is nothing to stamp; given it, there is for as long as stamps are corrected."""
    if row.state == FeverState.CLOSED:
        raise EpisodeEnded
    if row.antibiotic_at is not None and now - row.antibiotic_at > CORRECTABLE:
        raise TooLateToCorrect(int(CORRECTABLE.total_seconds() // 3600))


def _set(row: FeverEpisode, stamp: str, moment: datetime, antibiotic: Drug | None) -> None:
    if stamp == "arrived":
        # A corrected arrival keeps the minutes that the clock was set with.
        kept = row.deadline_at - row.arrived_at if row.deadline_at and row.arrived_at else target()
        row.deadline_at = moment + kept
        row.state = FeverState.TREATED if row.antibiotic_at else FeverState.HERE
    if stamp == "antibiotic":
        row.state = FeverState.TREATED
        row.antibiotic = antibiotic or row.antibiotic
    setattr(row, f"{stamp}_at", moment)
    forget_why(row)
    row.edition += 1


def forget_why(row: FeverEpisode) -> None:
    """A reason for being late means nothing once the stamps say that it was not."""
    if row.antibiotic_at and row.deadline_at and row.antibiotic_at <= row.deadline_at:
        row.late_reason = row.late_note = ""


def _who(row: FeverEpisode, stamp: str) -> str:
    last = row.stamps.filter(stamp=stamp, at__isnull=False).select_related("by").order_by("-noted_at", "-id").first()
    return last.by.full_name if last is not None and last.by is not None else ""
