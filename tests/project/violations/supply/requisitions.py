"""Rules that the database keeps of requisitions, and of what arrives of a transfer, each broken on purpose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from supply.models import RequisitionLine
from tests.factories.two_sides import Side
from tests.project.breaking import alter


def _line(s: Side) -> RequisitionLine:
    line: RequisitionLine = s.requisition.lines.get()
    return line


VIOLATIONS: dict[str, Callable[[Side], Any]] = {
    "sent_requisition_says_when": lambda s: alter(s.requisition, sent_at=None),
    "decided_requisition_says_when": lambda s: alter(s.requisition, state="approved"),
    "refused_requisition_says_why": lambda s: alter(s.requisition, state="refused", decided_at=timezone.now()),
    "emergency_requisition_says_why": lambda s: alter(s.requisition, is_emergency=True),
    "requisition_asks_somebody_else": lambda s: alter(s.requisition, giver=s.requisition.place),
    "one_requisition_line_per_drug": lambda s: RequisitionLine.objects.create(
        requisition=s.requisition, drug=_line(s).drug, suggested=1, asked=1
    ),
    "requisition_asks_for_something": lambda s: alter(_line(s), asked=0, suggested=0),
    "other_quantity_is_explained": lambda s: alter(_line(s), asked=9),
    "other_approval_is_explained": lambda s: alter(_line(s), approved=1),
    "what_is_to_be_bought_was_approved": lambda s: alter(_line(s), to_purchase=1),
    "transfer_takes_back_another": lambda s: alter(s.transfer, sends_back=s.transfer),
    "other_arrival_says_why": lambda s: alter(s.accepted.lines.get(), over=1),
    "what_is_rejected_arrived": lambda s: alter(s.accepted.lines.get(), rejected=9, note="Frascos rotos"),
}
