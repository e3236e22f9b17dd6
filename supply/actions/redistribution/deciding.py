"""A proposal is taken up, and becomes a transfer order that both ends confirm; or it is not, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from delegations import audit
from delegations.models import Person
from supply.actions.transfer_orders import OrderLine, draft_transfer_order
from supply.actions.transfer_orders.writing import why_of
from supply.models import Balance, Proposal, ProposalState, RedistributionRun, TransferOrder, TransferOrderLine
from supply.models import TransferOrderOrigin as Origin
from supply.redistributing.sentences import sentence
from supply.refusals.redistribution import OnlyAQuestion, ProposalIsDecided, StockChanged
from supply.transfer_order_rights import across, must_redistribute


@transaction.atomic
def accept_proposal(*, proposal: Proposal, by: Person | None, now: datetime | None = None) -> TransferOrder:
    """One proposal becomes a transfer order of its own."""
    row = _locked([proposal])[0]
    return _accept([row], by, now or timezone.now())


@transaction.atomic
def accept_all(*, run: RedistributionRun, by: Person | None, now: datetime | None = None) -> list[TransferOrder]:
    """Every proposal still open; what goes between the same two places is one order."""
    must_redistribute(by, run.delegation_id)
    rows = _locked(Proposal.objects.filter(run=run, state=ProposalState.PROPOSED))
    grouped: dict[tuple[int, int], list[Proposal]] = defaultdict(list)
    for row in rows:
        grouped[row.from_place_id, row.to_place_id].append(row)
    return [_accept(group, by, now or timezone.now()) for group in grouped.values()]


@transaction.atomic
def reject_proposal(*, proposal: Proposal, reason: str, by: Person | None, now: datetime | None = None) -> Proposal:
    """It is not taken up, and why: whoever asks again sees it."""
    row = _locked([proposal])[0]
    must_redistribute(by, across(row.from_place, row.to_place))
    _must_be_open(row)
    row.reason = why_of(reason)
    _decide(row, ProposalState.REJECTED, by, now or timezone.now())
    return row


def _locked(proposals: Iterable[Proposal]) -> list[Proposal]:
    ids = [row.pk for row in proposals]
    rows = Proposal.objects.select_for_update(of=("self",), no_key=True).select_related(
        "run", "drug", "from_place__unit", "from_place__delegation", "to_place__unit", "to_place__delegation"
    )
    return list(rows.filter(pk__in=ids).order_by("pk"))


def _must_be_open(row: Proposal) -> None:
    if row.state != ProposalState.PROPOSED:
        raise ProposalIsDecided(str(row.get_state_display()))


def _accept(rows: Sequence[Proposal], by: Person | None, now: datetime) -> TransferOrder:
    first = rows[0]
    must_redistribute(by, across(first.from_place, first.to_place))
    for row in rows:
        _must_be_open(row)
        if row.run.what_if:
            raise OnlyAQuestion
        _must_still_be_there(row)
    lines: dict[tuple[int, int], int] = defaultdict(int)
    for row in rows:
        for part in row.lots:
            lines[row.drug_id, part["lot"]] += part["pieces"]
    order = draft_transfer_order(
        from_place=first.from_place,
        to_place=first.to_place,
        lines=[OrderLine(drug, pieces, lot) for (drug, lot), pieces in lines.items()],
        by=by,
        origin=Origin.REDISTRIBUTION,
        why=" ".join(f"{row.drug.label}: {sentence(row.facts)}" for row in rows),
        send_by=min((day for row in rows if (day := _send_by(row))), default=None),
        now=now,
        authorized=True,
    )
    for row in rows:
        row.order = order
        _decide(row, ProposalState.ACCEPTED, by, now)
    return order


def _send_by(row: Proposal) -> date | None:
    """The last day on which its first dose is still reached."""
    first = row.facts.get("first_dose")
    return date.fromordinal(date.fromisoformat(first).toordinal() - row.transit_days) if first else None


def _must_still_be_there(row: Proposal) -> None:
    """The lots are still on the shelf, usable, and not promised to somebody else."""
    for part in row.lots:
        held = (
            Balance.objects.usable_on(row.from_place.today())
            .filter(place=row.from_place, lot=part["lot"])
            .aggregate(n=Sum("on_hand"))["n"]
            or 0
        )
        promised = (
            TransferOrderLine.objects.filter(
                order__in=TransferOrder.objects.standing(), order__from_place=row.from_place, lot=part["lot"]
            ).aggregate(n=Sum("pieces"))["n"]
            or 0
        )
        if held - promised < part["pieces"]:
            raise StockChanged(part["pieces"], max(held - promised, 0))


def _decide(row: Proposal, state: str, by: Person | None, now: datetime) -> None:
    row.state, row.decided_by, row.decided_at = state, by, now
    row.save(update_fields=["state", "decided_by", "decided_at", "reason", "order"])
    audit.record(
        type="proposal.accepted" if state == ProposalState.ACCEPTED else "proposal.rejected",
        by=by,
        target=row,
        after={"pieces": row.pieces, "reason": row.reason, "order": row.order_id},
        delegation=row.from_place.delegation_id,
        unit=row.from_place.unit_id,
    )
