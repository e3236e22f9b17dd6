"""Help on the screens of series and meetings: called, moved, cancelled; their calendar."""

from __future__ import annotations

from delegations.help import HelpPage

PAGES: list[HelpPage] = []
