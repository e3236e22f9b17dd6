"""A proposal is taken up, and becomes a transfer order that both ends confirm; or it is not, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations import audit
from delegations.models import Person
from supply.actions.transfer_orders import OrderLine, draft_transfer_order
from supply.actions.transfer_orders.writing import why_of
from supply.models import Proposal, ProposalState, RedistributionRun, TransferOrder
from supply.models import TransferOrderOrigin as Origin
from supply.redistributing.sentences import sentence
from supply.refusals.redistribution import OnlyAQuestion, ProposalIsDecided, StockChanged
from supply.selectors.redistribution.left import lacks, left_for, take
from supply.transfer_order_rights import across, must_redistribute


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of proposals taken up together: their orders, and those whose stock is gone."""

    orders: list[TransferOrder]
    gone: list[Proposal]


def accept_proposal(*, proposal: Proposal, by: Person | None, now: datetime | None = None) -> TransferOrder:
    """One proposal becomes a transfer order of its own; where its stock is gone, it no longer applies, and stays so."""
    now = now or timezone.now()
    with transaction.atomic():
        row = _locked([proposal])[0]
        must_redistribute(by, across(row.from_place, row.to_place))
        _must_be_open(row)
        missing = lacks(row, left_for([row]))
        if missing is None:
            return _accept([row], by, now)
        _gone(row, missing, by, now)
    raise StockChanged(*missing)


@transaction.atomic
def accept_all(*, run: RedistributionRun, by: Person | None, now: datetime | None = None) -> Taken:
    """Every proposal still open, those that cover most first; what goes between the same two places is one order."""
    now = now or timezone.now()
    must_redistribute(by, run.delegation_id)
    if run.what_if:
        raise OnlyAQuestion
    rows = _locked(Proposal.objects.filter(run=run, state=ProposalState.PROPOSED))
    left, gone = left_for(rows), []
    grouped: dict[tuple[int, int], list[Proposal]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (-row.doses, -row.saved, row.pk)):
        missing = lacks(row, left)
        if missing is None:
            take(row, left)
            grouped[row.from_place_id, row.to_place_id].append(row)
        else:
            _gone(row, missing, by, now)
            gone.append(row)
    return Taken([_accept(group, by, now) for group in grouped.values()], gone)


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
    if first.run.what_if:
        raise OnlyAQuestion
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
        why=" ".join(f"{row.drug.label}: {sentence(row.facts)}" for row in rows if row.facts),
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


def _gone(row: Proposal, missing: tuple[int, int], by: Person | None, now: datetime) -> None:
    row.reason = _("Del lote pide %(wanted)d piezas y quedaban %(left)d utilizables sin comprometer.") % {
        "wanted": missing[0],
        "left": missing[1],
    }
    _decide(row, ProposalState.STALE, by, now)


def _decide(row: Proposal, state: str, by: Person | None, now: datetime) -> None:
    row.state, row.decided_by, row.decided_at = state, by, now
    row.save(update_fields=["state", "decided_by", "decided_at", "reason", "order"])
    audit.record(
        type=f"proposal.{state}",
        by=by,
        target=row,
        after={"pieces": row.pieces, "reason": row.reason, "order": row.order_id},
        delegation=row.from_place.delegation_id,
        unit=row.from_place.unit_id,
    )
