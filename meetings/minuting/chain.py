"""Whether minutes and their addenda read as they were signed: each print covers the one before. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC

from meetings.canonical import digest
from meetings.models import Addendum, Minutes


def addendum_print(row: Addendum, *, before: str) -> str:
    """The print of an addendum, chained to the print before it."""
    return digest(
        {
            "before": before,
            "number": row.number,
            "text": row.text,
            "at": row.at.astimezone(UTC).isoformat(),
            "name": row.name,
            "post": row.post,
        }
    )


def is_intact(minutes: Minutes, addenda: Iterable[Addendum]) -> bool:
    """Whether what is kept gives the prints that were signed, from the minutes to the last addendum."""
    if not minutes.is_signed or digest(minutes.content) != minutes.sha256:
        return False
    before = minutes.sha256
    for number, row in enumerate(sorted(addenda, key=lambda one: one.number), start=1):
        if row.number != number or addendum_print(row, before=before) != row.sha256:
            return False
        before = row.sha256
    return True
