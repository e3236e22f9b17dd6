"""The texts of this floor's screens."""

from __future__ import annotations

from delegations.help import register
from pediatric_platform.help import children, coverage, family, guardians, mixing, plans, regimens


def register_all() -> None:
    """Every page of help of this floor."""
    for texts in (children, coverage, family, guardians, mixing, plans, regimens):
        register(texts.PAGES)
