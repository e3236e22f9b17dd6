from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from delegations import audit
from delegations.errors.editing import check_edition
from delegations.models import Person
from supply.models import SignState, WarningSign
from supply.refusals.performance import AlreadySo, NoteNeeded
from supply.sign_rights import must_review

LONGEST_NOTE = 400


@transaction.atomic
def review_sign(
    *, sign: WarningSign, state: str, note: str, by: Person | None, edition: int | None = None
) -> WarningSign:
    """Say what was found out: explained, looked into, or open again. Why is always said; the trail keeps it all."""
    must_review(by)
    row = WarningSign.objects.select_for_update(of=("self",)).get(pk=sign.pk)
    check_edition(row, edition)
    note = " ".join(note.split())[:LONGEST_NOTE]
    if not note:
        raise NoteNeeded
    if (row.state, row.note) == (state, note):
        raise AlreadySo
    before = {"state": row.state, "note": row.note}
    is_open = state == SignState.OPEN
    row.state, row.note, row.edition = SignState(state), note, row.edition + 1
    row.closed_by, row.closed_at = (None, None) if is_open else (by, timezone.now())
    row.save(update_fields=["state", "note", "edition", "closed_by", "closed_at"])
    audit.record(
        type="sign.reviewed",
        by=by,
        target=row,
        before=before,
        after={"state": row.state, "note": row.note},
        delegation=row.delegation_id,
        unit=row.place.unit_id if row.place else None,
    )
    return row
