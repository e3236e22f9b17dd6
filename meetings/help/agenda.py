"""Help on the screens of the agenda of a meeting."""

from __future__ import annotations

from delegations.help import HelpPage

PAGES: list[HelpPage] = []
