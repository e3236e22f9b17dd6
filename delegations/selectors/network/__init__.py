"""What the pages of the network read: the directory, its coverage, its gaps, its history, and whose task a gap is."""

from delegations.selectors.network.appointers import Appointer, Appointers
from delegations.selectors.network.coverage import Coverage, coverage_by_delegation, coverage_of_country
from delegations.selectors.network.directory import Contact, Entry, directory, find
from delegations.selectors.network.gaps import Gap, GapKind, GapPlace, gaps
from delegations.selectors.network.history import holders_on, in_charge, timeline

__all__ = [
    "Appointer",
    "Appointers",
    "Contact",
    "Coverage",
    "Entry",
    "Gap",
    "GapKind",
    "GapPlace",
    "coverage_by_delegation",
    "coverage_of_country",
    "directory",
    "find",
    "gaps",
    "holders_on",
    "in_charge",
    "timeline",
]
