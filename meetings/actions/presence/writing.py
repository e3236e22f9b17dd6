"""How one presence is written down, whoever notes it and by whatever way."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from delegations import audit
from delegations.models import Person
from meetings.models import Attendance, NotedVia, Presence

FIELDS = ("presence", "represented_by", "noted_at", "noted_via", "noted_by")


def set_presence(
    row: Attendance,
    presence: str,
    *,
    via: str,
    by: Person | None,
    represented_by: str = "",
    now: datetime | None = None,
) -> None:
    """On the row, not stored. Expected again: nothing is noted of them any more."""
    noted = presence != Presence.EXPECTED
    row.presence = presence
    row.represented_by = represented_by if presence == Presence.REPRESENTED else ""
    row.noted_at = (now or timezone.now()) if noted else None
    row.noted_via = NotedVia(via) if noted else ""
    row.noted_by = by if noted else None


def write_presence(
    row: Attendance,
    presence: str,
    *,
    via: str,
    by: Person | None,
    represented_by: str = "",
    now: datetime | None = None,
) -> Attendance:
    """Stored, and told to the trail without a name."""
    before = row.presence
    set_presence(row, presence, via=via, by=by, represented_by=represented_by, now=now)
    row.save(update_fields=FIELDS)
    told_before, told_after = {"presence": str(before)}, {"presence": str(presence), "via": str(via)}
    audit.record(type="presence.noted", by=by, target=row, before=told_before, after=told_after)
    return row


def tidy(text: str, limit: int = 160) -> str:
    """One line without stray blanks or control signs, no longer than its column."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:limit]
