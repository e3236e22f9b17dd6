from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from delegations import audit
from delegations.models import Person
from pediatric_platform.actions.fever.rights import must_stamp
from pediatric_platform.actions.fever.writing import locked
from pediatric_platform.errors.fever import EpisodeEnded, NotLate, WhyLate
from pediatric_platform.models import FeverEpisode, FeverState, LateReason


@transaction.atomic
def say_why_late(
    *, episode: FeverEpisode, reason: str, note: str = "", edition: int | None = None, by: Person | None
) -> FeverEpisode:
    """Why the antibiotic came, or has not come, after the limit; said again, the last one holds."""
    row = locked(episode, edition)
    must_stamp(by, row.unit)
    if row.state == FeverState.CLOSED:
        raise EpisodeEnded
    if row.deadline_at is None or (row.antibiotic_at or timezone.now()) <= row.deadline_at:
        raise NotLate
    note = " ".join(note.split())[:240]
    if reason not in LateReason.values:
        raise WhyLate
    if reason == LateReason.OTHER and not note:
        raise WhyLate("note")
    before = {"reason": row.late_reason} if row.late_reason else {}
    row.late_reason, row.late_note = reason, note
    row.edition += 1
    row.save(update_fields=["late_reason", "late_note", "edition"])
    audit.record(
        type="fever.late_explained", by=by, target=row, before=before, after={"reason": reason}, unit=row.unit_id
    )
    return row
