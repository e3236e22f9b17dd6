"""What of this floor the search finds."""

from __future__ import annotations


def register_all() -> None:
    """What this floor makes findable."""
