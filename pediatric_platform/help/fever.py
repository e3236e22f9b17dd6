"""Help on the screens of the golden hour."""

from delegations.help import HelpPage

PAGES: list[HelpPage] = []
