"""Minutes while they may still be written: locked, and not signed."""

from __future__ import annotations

from typing import Any

from delegations import audit
from delegations.models import Person
from meetings.errors.minutes import MinutesSigned
from meetings.models import Minutes


def locked(minutes: Minutes) -> Minutes:
    """The row as it stands, held until the transaction ends."""
    rows = Minutes.objects.select_for_update(of=("self",)).select_related("meeting__series")
    return rows.get(pk=minutes.pk)


def open_minutes(minutes: Minutes) -> Minutes:
    """The row, locked, while it may still change."""
    minutes = locked(minutes)
    if minutes.is_signed:
        raise MinutesSigned
    return minutes


def note(kind: str, minutes: Minutes, by: Person | None, after: dict[str, Any] | None = None) -> None:
    audit.record(type=kind, by=by, target=minutes, after={"meeting": minutes.meeting_id, **(after or {})})
