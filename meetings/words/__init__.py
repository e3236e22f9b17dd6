"""What this floor's events are called."""

from __future__ import annotations

from delegations import audit_words
from meetings.words import (
    agenda,
    agreements,
    families,
    minutes,
    presence,
    reviews,
    series,
)


def register_all() -> None:
    """Every name of an event of this floor."""
    for area in (series, presence, agenda, reviews, agreements, minutes, families):
        audit_words.register(area.WORDS)
