"""Help on the screens of minutes, signed and corrected by addenda."""

from __future__ import annotations

from delegations.help import HelpPage

PAGES: list[HelpPage] = []
