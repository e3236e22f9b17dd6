"""Rules that the database keeps of redistribution and transfer orders, each broken on purpose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from supply.models import TransferOrderLine
from tests.factories.two_sides import Side
from tests.project.breaking import again, alter


def _line(side: Side) -> TransferOrderLine:
    return TransferOrderLine.objects.filter(order=side.transfer_order).order_by("pk")[0]


VIOLATIONS: dict[str, Callable[[Side], Any]] = {
    "finished_run_says_when": lambda side: alter(side.run, finished_at=None),
    "done_run_says_of_when_its_data_is": lambda side: alter(side.run, as_of=None),
    "proposal_moves_something": lambda side: alter(side.proposal, pieces=0),
    "proposal_goes_somewhere_else": lambda side: alter(side.proposal, to_place=side.proposal.from_place),
    "accepted_proposal_names_its_order": lambda side: alter(side.proposal, state="accepted"),
    "rejected_proposal_says_why": lambda side: alter(side.proposal, state="rejected"),
    "transfer_order_goes_somewhere_else": lambda side: alter(
        side.transfer_order, to_place=side.transfer_order.from_place
    ),
    "sent_order_names_its_transfer": lambda side: alter(side.transfer_order, transfer=side.transfer, state="draft"),
    "order_is_sent_when_both_confirmed": lambda side: alter(side.transfer_order, state="confirmed"),
    "refused_order_says_why": lambda side: alter(side.transfer_order, state="refused"),
    "giver_who_confirmed_is_named": lambda side: alter(side.transfer_order, giver_confirmed_at=timezone.now()),
    "taker_who_confirmed_is_named": lambda side: alter(side.transfer_order, taker_confirmed_at=timezone.now()),
    "one_order_line_per_drug_and_lot": lambda side: again(_line(side)),
    "order_line_moves_something": lambda side: alter(_line(side), pieces=0),
}
