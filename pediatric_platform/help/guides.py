"""Help on the screens of guides."""

from delegations.help import HelpPage

PAGES: list[HelpPage] = []
