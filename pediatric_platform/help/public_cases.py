"""Help on the screens of cases of people without account."""

from delegations.help import HelpPage

PAGES: list[HelpPage] = []
