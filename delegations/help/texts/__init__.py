"""The texts of this floor's screens."""

from __future__ import annotations

from delegations.help.registry import register
from delegations.help.texts import account, control, directory, doors, network


def register_all() -> None:
    """Every page of help of this floor."""
    for texts in (doors, directory, network, account, control):
        register(texts.PAGES)
