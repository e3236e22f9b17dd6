"""Help on the screens of requisitions."""

from __future__ import annotations

from delegations.help import HelpPage

PAGES: list[HelpPage] = []
