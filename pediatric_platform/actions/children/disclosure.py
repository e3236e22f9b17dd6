"""Who learns that a child out of their reach is on record somewhere leaves a trace of it."""

from __future__ import annotations

from delegations import audit
from delegations.models import Person
from pediatric_platform.errors.children import AlreadyRegistered, LooksRegistered


def note_disclosure(refusal: AlreadyRegistered | LooksRegistered, *, by: Person) -> None:
    """Outside the refused transaction, or it would be taken back with it."""
    if isinstance(refusal, AlreadyRegistered):
        told = [] if refusal.in_reach else [refusal.child]
    else:
        told = [alike.child for alike in refusal.alike if not alike.in_reach]
    for child in told:
        audit.record_read(by=by, what="child.found_elsewhere", target=child)
