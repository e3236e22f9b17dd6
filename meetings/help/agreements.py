"""Help on the screens of agreements and what the data says of them."""

from __future__ import annotations

from delegations.help import HelpPage

PAGES: list[HelpPage] = []
