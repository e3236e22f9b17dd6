"""Help on the screens of recalls."""

from __future__ import annotations

from delegations.help import HelpPage

PAGES: list[HelpPage] = []
