"""Help on the screens of the review of each delegation."""

from __future__ import annotations

from delegations.help import HelpPage

PAGES: list[HelpPage] = []
