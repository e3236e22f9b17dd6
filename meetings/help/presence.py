"""Help on the screens of participants and who was there."""

from __future__ import annotations

from delegations.help import HelpPage

PAGES: list[HelpPage] = []
