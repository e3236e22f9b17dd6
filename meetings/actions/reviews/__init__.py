"""The review of each delegation: the only writers of its rows."""

from meetings.actions.reviews.order import HOW, order_reviews
from meetings.actions.reviews.prepare import prepare_reviews
from meetings.actions.reviews.settle import leave_unreviewed, take_up_again
from meetings.actions.reviews.show import show_review, spend
from meetings.actions.reviews.write import Read, Written, mark, write_review

__all__ = [
    "HOW",
    "Read",
    "Written",
    "leave_unreviewed",
    "mark",
    "order_reviews",
    "prepare_reviews",
    "show_review",
    "spend",
    "take_up_again",
    "write_review",
]
