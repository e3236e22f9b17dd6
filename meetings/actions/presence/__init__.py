"""Who was there: noted by the secretary, by each person, by the link of a mail, by the code in the room."""

from meetings.actions.presence.come import Came, answer_by_link, come_by_link, come_by_room
from meetings.actions.presence.consent import say_naming_consent
from meetings.actions.presence.correct import add_participant, correct_participant, strike_participant
from meetings.actions.presence.note import note_presence, represent
from meetings.actions.presence.settle import settle_absent

__all__ = [
    "Came",
    "add_participant",
    "answer_by_link",
    "come_by_link",
    "come_by_room",
    "correct_participant",
    "note_presence",
    "represent",
    "say_naming_consent",
    "settle_absent",
    "strike_participant",
]
