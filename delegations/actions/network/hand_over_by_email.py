"""A post passes to somebody named by their address, whether they have an account or not."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from delegations.actions import invitations, people
from delegations.actions.network import rules
from delegations.actions.network.hand_over import hand_over
from delegations.models import Handover, Person, Posting


@transaction.atomic
def hand_over_by_email(
    *,
    posting: Posting,
    email: str,
    full_name: str,
    on: date,
    note: str = "",
    office_phone: str = "",
    office_email: str = "",
    by: Person | None,
) -> tuple[Handover, bool]:
    """As `hand_over`, by address: a person without an account gets one and an invitation to it. True: invited."""
    rules.must_manage(by, posting)
    to, _is_new = people.find_or_register(email=email, full_name=full_name, by=by)
    handover = hand_over(
        posting=posting, to=to, on=on, note=note, office_phone=office_phone, office_email=office_email, by=by
    )
    if not to.has_joined:
        invitations.send_invitation(person=to, posting=handover.to_posting, by=by)
    return handover, not to.has_joined
