"""Help on the screens of the cases' pages of the staff."""

from delegations.help import HelpPage

PAGES: list[HelpPage] = []
