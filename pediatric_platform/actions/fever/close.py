from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from delegations import audit
from delegations.models import Person
from pediatric_platform.actions.fever.rights import must_stamp
from pediatric_platform.actions.fever.writing import locked
from pediatric_platform.errors.fever import ArrivedAlready, EpisodeEnded, WhyClosed
from pediatric_platform.models import RUNNING, FeverClosing, FeverEpisode, FeverState


@transaction.atomic
def close_episode(
    *, episode: FeverEpisode, reason: str, note: str = "", edition: int | None = None, by: Person | None
) -> FeverEpisode:
    """It ends without antibiotic, for a reason; a physician's decision, and who came elsewhere, are written out."""
    row = locked(episode, edition)
    must_stamp(by, row.unit)
    if row.state not in RUNNING:
        raise EpisodeEnded
    note = " ".join(note.split())[:240]
    if reason not in FeverClosing.values:
        raise WhyClosed
    if reason in (FeverClosing.OTHER_CAUSE, FeverClosing.NOT_COME) and not note:
        raise WhyClosed("note")
    if reason == FeverClosing.NOT_COME and row.state != FeverState.COMING:
        raise ArrivedAlready
    before = {"state": row.state}
    row.state, row.closed_at, row.closed_reason, row.closed_note = FeverState.CLOSED, timezone.now(), reason, note
    row.edition += 1
    row.save(update_fields=["state", "closed_at", "closed_reason", "closed_note", "edition"])
    audit.record(type="fever.closed", by=by, target=row, before=before, after={"reason": reason}, unit=row.unit_id)
    return row
