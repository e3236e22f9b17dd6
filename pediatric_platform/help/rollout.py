"""Help on the screens of the roll-out of the electronic record."""

from delegations.help import HelpPage

PAGES: list[HelpPage] = []
