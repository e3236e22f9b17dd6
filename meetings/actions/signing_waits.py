"""What signed minutes tell of is written before a signature or refused after it, never in between."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection


def wait_for_signatures(meeting_ids: Iterable[int]) -> None:
    """Wait for signatures under way of these meetings, and have none begin until the transaction ends.

    Those who ask do not wait for each other: what the database's own guard asks for (migration 0003), asked before one
    looks whether the minutes are signed.
    """
    ids = sorted(set(meeting_ids))
    if ids:
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM meetings_meeting WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE", [ids])
