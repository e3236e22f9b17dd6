"""The writers of cases, one verb a file: open, join, take, hand, …"""

from pediatric_platform.actions.cases.close import close_unconfirmed, contacts_of
from pediatric_platform.actions.cases.confirm import confirm, dispute
from pediatric_platform.actions.cases.contact import note_contact
from pediatric_platform.actions.cases.correct import correct_case
from pediatric_platform.actions.cases.join import join_case
from pediatric_platform.actions.cases.leave import leave
from pediatric_platform.actions.cases.merge import merge
from pediatric_platform.actions.cases.notes import reply, write_note
from pediatric_platform.actions.cases.open import open_case
from pediatric_platform.actions.cases.records import confirm_by_records
from pediatric_platform.actions.cases.reopen import reopen
from pediatric_platform.actions.cases.solve import claim_solved
from pediatric_platform.actions.cases.sweep import Swept, sweep_cases
from pediatric_platform.actions.cases.take import hand_case, take_case
from pediatric_platform.actions.cases.told import Told
from pediatric_platform.actions.cases.wait import resume, wait_for

__all__ = [
    "Swept",
    "Told",
    "claim_solved",
    "close_unconfirmed",
    "confirm",
    "confirm_by_records",
    "contacts_of",
    "correct_case",
    "dispute",
    "hand_case",
    "join_case",
    "leave",
    "merge",
    "note_contact",
    "open_case",
    "reopen",
    "reply",
    "resume",
    "sweep_cases",
    "take_case",
    "wait_for",
    "write_note",
]
