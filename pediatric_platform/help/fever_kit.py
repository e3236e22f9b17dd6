"""Help on the screens of the fever kit and the golden hour's figures."""

from delegations.help import HelpPage

PAGES: list[HelpPage] = []
