from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from delegations import audit
from delegations.models import Person
from pediatric_platform.actions.fever.rights import must_stamp
from pediatric_platform.actions.fever.stamp import forget_why, refuse_ended
from pediatric_platform.actions.fever.writing import add_stamp, clean_key, locked, locked_child, said, times_of
from pediatric_platform.errors.fever import AnotherRuns, BadKey, NotStamped, StampLeansOn, WhyCorrected
from pediatric_platform.golden_hour import STAMPS, leans_on
from pediatric_platform.models import FeverEpisode, FeverStamp, FeverState


@transaction.atomic
def take_back(*, episode: FeverEpisode, stamp: str, reason: str, key: str, by: Person | None) -> FeverEpisode:
    """It did not happen: the stamp goes, its history stays, and the clock runs again if it had stopped."""
    key, now = clean_key(key), timezone.now()
    locked_child(episode.child)
    row = locked(episode)
    must_stamp(by, row.unit)
    if (told := FeverStamp.objects.filter(key=key).first()) is not None:
        if (told.episode_id, told.stamp, told.at) != (row.pk, stamp, None):
            raise BadKey
        return row
    refuse_ended(row, now)
    times = times_of(row)
    was = times[stamp] if stamp in STAMPS else None
    if was is None:
        raise NotStamped
    reason = " ".join(reason.split())[:160]
    if not reason:
        raise WhyCorrected
    if leaning := leans_on(times, stamp):
        raise StampLeansOn(leaning)
    if stamp == "antibiotic":
        if FeverEpisode.objects.running().filter(child=row.child_id).exists():
            raise AnotherRuns
        row.state, row.antibiotic = FeverState.HERE, None
        row.late_reason = row.late_note = ""
    if stamp == "arrived":
        row.state, row.deadline_at = FeverState.COMING, None
    setattr(row, f"{stamp}_at", None)
    forget_why(row)
    row.edition += 1
    add_stamp(row, stamp, None, key=key, by=by, was=was, reason=reason)
    row.save()
    audit.record(
        type="fever.taken_back",
        by=by,
        target=row,
        before={"stamp": stamp, "at": said(was)},
        after={"state": row.state},
        unit=row.unit_id,
    )
    return row
