"""What was decided: series, meetings, who was there, agenda, reviews, agreements, minutes."""

from meetings.models.agenda_item import AgendaItem, AgendaKind, AgendaState
from meetings.models.agreement import PENDING, Agreement, AgreementState
from meetings.models.agreement_event import AgreementEvent, AgreementEventKind
from meetings.models.attendance import THERE, Attendance, NotedVia, Presence
from meetings.models.condition import YES_OR_NO, Condition, ConditionKind
from meetings.models.feed import MeetingFeed
from meetings.models.meeting import Meeting, MeetingState
from meetings.models.member import Member, ParticipantKind
from meetings.models.minutes import Addendum, Minutes, MinutesPaper, PaperKind, Signature
from meetings.models.review import Review, ReviewState, Verdict
from meetings.models.series import RestRule, Series, Weekday
from meetings.models.snapshot import Snapshot, SnapshotKind

__all__ = [
    "PENDING",
    "THERE",
    "YES_OR_NO",
    "Addendum",
    "AgendaItem",
    "AgendaKind",
    "AgendaState",
    "Agreement",
    "AgreementEvent",
    "AgreementEventKind",
    "AgreementState",
    "Attendance",
    "Condition",
    "ConditionKind",
    "Meeting",
    "MeetingFeed",
    "MeetingState",
    "Member",
    "Minutes",
    "MinutesPaper",
    "NotedVia",
    "PaperKind",
    "ParticipantKind",
    "Presence",
    "RestRule",
    "Review",
    "ReviewState",
    "Series",
    "Signature",
    "Snapshot",
    "SnapshotKind",
    "Verdict",
    "Weekday",
]
