"""Recalls: the only writers of them."""

from supply.actions.recalls.answering import acknowledge, on_hand, take_off, ways_out
from supply.actions.recalls.ending import close_recall, lift_recall
from supply.actions.recalls.opening import LEAST_HOURS, MOST_HOURS, NamedLot, open_recall
from supply.actions.recalls.sweeping import stop_arrivals, tell_unanswered

__all__ = [
    "LEAST_HOURS",
    "MOST_HOURS",
    "NamedLot",
    "acknowledge",
    "close_recall",
    "lift_recall",
    "on_hand",
    "open_recall",
    "stop_arrivals",
    "take_off",
    "tell_unanswered",
    "ways_out",
]
