"""The texts of this floor's screens."""

from __future__ import annotations

from delegations.help import register
from meetings.help import (
    agenda,
    agreements,
    families,
    minutes,
    presence,
    reviews,
    series,
)


def register_all() -> None:
    """Every page of help of this floor."""
    for texts in (series, presence, agenda, reviews, agreements, minutes, families):
        register(texts.PAGES)
