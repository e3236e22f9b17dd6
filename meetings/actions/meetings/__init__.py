"""Meetings: planned, called, moved, cancelled, opened, closed."""

from meetings.actions.meetings.calling import Called, call_meeting
from meetings.actions.meetings.changing import cancel_meeting, move_meeting, name_officers
from meetings.actions.meetings.feeds import make_meeting_feed, read_meeting_feed, revoke_meeting_feed
from meetings.actions.meetings.inviting import send_invitations
from meetings.actions.meetings.planning import plan_meetings, unplan_meetings
from meetings.actions.meetings.remind import plan_and_call, remind_meetings
from meetings.actions.meetings.running import close_meeting, open_meeting, reopen_meeting

__all__ = [
    "Called",
    "call_meeting",
    "cancel_meeting",
    "close_meeting",
    "make_meeting_feed",
    "move_meeting",
    "name_officers",
    "open_meeting",
    "plan_and_call",
    "plan_meetings",
    "read_meeting_feed",
    "remind_meetings",
    "reopen_meeting",
    "revoke_meeting_feed",
    "send_invitations",
    "unplan_meetings",
]
