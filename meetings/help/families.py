"""Help on the screens of what families see of the sessions."""

from __future__ import annotations

from delegations.help import HelpPage

PAGES: list[HelpPage] = []
