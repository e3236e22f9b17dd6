"""The only writers of postings: who answers for the supply of each place, from when until when.

Each checks the right of `by` (None: the system itself) with the scope, refuses by name (`delegations.errors`) and
leaves its trace. What a posting was on a past day never changes.
"""

from delegations.actions.network.appoint import appoint, appoint_by_email
from delegations.actions.network.contact import change_contact, confirm_contact, mark_bounced
from delegations.actions.network.end import end
from delegations.actions.network.hand_over import acknowledge, hand_over
from delegations.actions.network.hand_over_by_email import hand_over_by_email
from delegations.actions.network.substitute import substitute

__all__ = [
    "acknowledge",
    "appoint",
    "appoint_by_email",
    "change_contact",
    "confirm_contact",
    "end",
    "hand_over",
    "hand_over_by_email",
    "mark_bounced",
    "substitute",
]
