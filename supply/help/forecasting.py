"""Help on the screens of forecasting."""

from __future__ import annotations

from delegations.help import HelpPage

PAGES: list[HelpPage] = []
