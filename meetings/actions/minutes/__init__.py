"""Minutes: drafted, written, signed, corrected by addenda, set as PDF."""

from meetings.actions.minutes.addenda import add_addendum
from meetings.actions.minutes.draft import draft_minutes
from meetings.actions.minutes.papers import make_missing_papers, make_papers
from meetings.actions.minutes.sign import countersign, missing_of, sign_minutes
from meetings.actions.minutes.write import Written, write_minutes

__all__ = [
    "Written",
    "add_addendum",
    "countersign",
    "draft_minutes",
    "make_missing_papers",
    "make_papers",
    "missing_of",
    "sign_minutes",
    "write_minutes",
]
