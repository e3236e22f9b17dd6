"""Agreements: the only writers of their rows."""

from meetings.actions.agreements.agree import agree
from meetings.actions.agreements.carry_over import carry_over
from meetings.actions.agreements.change import change_agreement, give_agreement, move_due
from meetings.actions.agreements.close import cancel, fulfil, note_progress, reopen
from meetings.actions.agreements.evaluate import Evaluated, evaluate_agreements
from meetings.actions.agreements.hand_over import hand_over
from meetings.actions.agreements.remind import remind_agreements

__all__ = [
    "Evaluated",
    "agree",
    "cancel",
    "carry_over",
    "change_agreement",
    "evaluate_agreements",
    "fulfil",
    "give_agreement",
    "hand_over",
    "move_due",
    "note_progress",
    "remind_agreements",
    "reopen",
]
