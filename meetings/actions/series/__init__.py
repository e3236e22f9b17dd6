"""Series: made, changed, retired; and who is called to their meetings."""

from meetings.actions.series.members import MemberFacts, add_member, change_member, drop_member
from meetings.actions.series.series import SeriesFacts, change_series, load_series, make_series, retire_series

__all__ = [
    "MemberFacts",
    "SeriesFacts",
    "add_member",
    "change_member",
    "change_series",
    "drop_member",
    "load_series",
    "make_series",
    "retire_series",
]
