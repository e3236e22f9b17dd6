"""Whoever answers above the place decides: how much, from where, what has to be bought; or not, or somebody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from delegations.models import Person, Place
from supply.actions.requisition_writing import held, step, tidy, trace, turn, why
from supply.actions.requisitions.supplying import order_from
from supply.models import Requisition, RequisitionLine, RequisitionState
from supply.refusals.requisitions import (
    ApprovalIncomplete,
    GiverMissing,
    MoreToPurchaseThanApproved,
    NothingApproved,
    NotYoursToDecide,
    WhyMissing,
)
from supply.requisition_notices import tell_decided, tell_sent
from supply.requisition_rights import may_escalate, must_decide

OPEN = (RequisitionState.SENT, RequisitionState.ESCALATED)


@dataclass(frozen=True, slots=True)
class Approval:
    """What is said of one line: pieces approved, how many of them have to be bought, and why not what was asked."""

    pieces: int
    to_purchase: int = 0
    reason: str = ""


@transaction.atomic
def approve_requisition(
    *,
    requisition: Requisition,
    lines: Mapping[int, Approval],
    by: Person | None,
    giver: Place | None = None,
    note: str = "",
    edition: int | None = None,
    now: datetime | None = None,
) -> Requisition:
    """Line by line: {line: Approval}. What a place gives becomes a draft transfer order that both managers confirm;
    what is to be bought stays marked on its line.
    """
    row = held(requisition, edition, *OPEN)
    must_decide(by, row)
    now = now or timezone.now()
    rows = list(row.lines.select_related("drug").order_by("pk"))
    _fill(rows, lines)
    given = [(line.drug, (line.approved or 0) - line.to_purchase) for line in rows]
    if not any(pieces for _drug, pieces in given):
        giver = None
    elif giver is None:
        raise GiverMissing
    RequisitionLine.objects.bulk_update(rows, ["approved", "approval_reason", "to_purchase"])
    note = tidy(note, 400)
    former = turn(row, RequisitionState.APPROVED, giver=giver or row.giver, decided_by=by, decided_at=now, reason=note)
    step(row, row.state, by=by, note=note, at=now)
    trace(
        "requisition.approved",
        row,
        by,
        {"state": former},
        {
            "state": row.state,
            "giver": giver.code if giver else "",
            "lines": [[line.drug_id, line.asked, line.approved, line.to_purchase] for line in rows],
        },
    )
    if giver is not None:
        order_from(row, giver, given, by=by)
    tell_decided(row, besides=by)
    return row


@transaction.atomic
def refuse_requisition(
    *,
    requisition: Requisition,
    reason: str,
    by: Person | None,
    edition: int | None = None,
    now: datetime | None = None,
) -> Requisition:
    """None of it, and why."""
    row = held(requisition, edition, *OPEN)
    must_decide(by, row)
    now, reason = now or timezone.now(), why(reason)
    former = turn(row, RequisitionState.REFUSED, decided_by=by, decided_at=now, reason=reason)
    step(row, row.state, by=by, note=reason, at=now)
    trace("requisition.refused", row, by, {"state": former}, {"state": row.state, "reason": reason})
    tell_decided(row, besides=by)
    return row


@transaction.atomic
def escalate_requisition(
    *,
    requisition: Requisition,
    reason: str,
    by: Person | None,
    edition: int | None = None,
    now: datetime | None = None,
) -> Requisition:
    """The delegation cannot answer it: central office decides. Whoever made it may pass it on as well."""
    row = held(requisition, edition, RequisitionState.SENT)
    if by is not None and not may_escalate(by, row):
        raise NotYoursToDecide
    reason = why(reason)
    former = turn(row, RequisitionState.ESCALATED)
    step(row, row.state, by=by, note=reason, at=now)
    trace("requisition.escalated", row, by, {"state": former}, {"state": row.state, "reason": reason})
    tell_sent(row, besides=by)
    return row


def _fill(rows: Sequence[RequisitionLine], told: Mapping[int, Approval]) -> None:
    for index, line in enumerate(rows):
        approval = told.get(line.pk)
        if approval is None or type(approval.pieces) is not int or approval.pieces < 0:
            raise ApprovalIncomplete(index)
        if not 0 <= approval.to_purchase <= approval.pieces:
            raise MoreToPurchaseThanApproved(index, approval.pieces)
        reason = tidy(approval.reason, 240)
        if approval.pieces != line.asked and not reason:
            raise WhyMissing("approval_reason", index)
        line.approved, line.to_purchase = approval.pieces, approval.to_purchase
        line.approval_reason = reason if approval.pieces != line.asked else ""
    if not any(line.approved for line in rows):
        raise NothingApproved
