"""Whoever holds some of a recalled lot says what they put aside, and what became of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from delegations import audit
from delegations.errors.editing import check_edition
from delegations.models import Person, PlaceKind
from supply.actions.ledger import AdjustLine, adjust
from supply.models import Balance, Document, Recall, RecallHolding, RecallKind, RecallState, Source, Step
from supply.reasons import Reason
from supply.recall_rights import must_answer
from supply.refusals.recalls import (
    AlreadyTakenOff,
    DifferenceUnexplained,
    NoPieces,
    NotAnsweredYet,
    NotGivenBack,
    NothingToTakeOff,
    RecallIsOver,
    StillOnItsWay,
)

MOST_PIECES = 9_999_999


@transaction.atomic
def acknowledge(
    *,
    holding: RecallHolding,
    found: int | None,
    note: str = "",
    edition: int | None = None,
    by: Person,
    now: datetime | None = None,
) -> RecallHolding:
    """The pieces were looked for and put aside. Answered again, the last answer counts; each stays in the trail."""
    row = _locked(holding)
    must_answer(by, row.place)
    check_edition(row, edition)
    _must_stand(row.recall)
    if row.document_id is not None and not _was_reversed(row.document):
        raise AlreadyTakenOff(row.document_id)
    if found is None or not 0 <= found <= MOST_PIECES:
        raise NoPieces
    note = " ".join(note.split())[:240]
    expected = on_hand(row)
    if found != expected and not note:
        raise DifferenceUnexplained(found, expected)
    before = {"found": row.found, "note": row.note}
    row.found, row.note = found, note
    row.acknowledged_by, row.acknowledged_at = by, now or timezone.now()
    row.document = None
    row.edition += 1
    row.save(update_fields=["found", "note", "acknowledged_by", "acknowledged_at", "document", "edition"])
    text = f"{row.place.code} {row.lot.number}: {found}/{expected}"
    Step.objects.create(recall=row.recall, what="acknowledged", note=text, by=by, at=row.acknowledged_at)
    audit.record(
        type="recall.acknowledged",
        by=by,
        target=row,
        before=before,
        after={"found": found, "expected": expected, "note": note},
        delegation=row.place.delegation_id,
        unit=row.place.unit_id,
    )
    return row


@transaction.atomic
def take_off(
    *,
    holding: RecallHolding,
    reason: str,
    reference: str = "",
    note: str = "",
    edition: int | None = None,
    by: Person,
) -> RecallHolding:
    """What was put aside leaves the ledger, once: returned to the supplier, or destroyed or handed over."""
    row = _locked(holding)
    must_answer(by, row.place)
    check_edition(row, edition)
    _must_stand(row.recall)
    if row.found is None:
        raise NotAnsweredYet
    if row.document is not None and not _was_reversed(row.document):
        raise AlreadyTakenOff(row.document.pk)
    if reason not in ways_out(row.recall):
        raise NotGivenBack
    if row.place.kind == PlaceKind.TRANSIT:
        raise StillOnItsWay
    pieces = min(row.found, on_hand(row))
    if pieces <= 0:
        raise NothingToTakeOff
    posting = adjust(
        place=row.place,
        lines=[AdjustLine(row.lot_id, pieces, Reason(reason))],
        key=f"retiro-{row.pk}-{row.edition}",
        by=by,
        reference=(reference or row.recall.folio)[:120],
        note=note[:240],
        source=Source.PAGE,
    )
    row.document, row.edition = posting.document, row.edition + 1
    row.save(update_fields=["document", "edition"])
    text = f"{row.place.code} {row.lot.number}: {pieces}"
    Step.objects.create(recall=row.recall, what=f"out_{reason}"[:24], note=text, by=by)
    audit.record(
        type="recall.taken_off",
        by=by,
        target=row,
        after={"document": posting.document.pk, "pieces": pieces, "reason": str(reason)},
        delegation=row.place.delegation_id,
        unit=row.place.unit_id,
    )
    return row


def ways_out(recall: Recall) -> tuple[Reason, ...]:
    """How its pieces may leave: what is falsified is evidence, and goes back to nobody."""
    return (Reason.RECALL,) if recall.kind == RecallKind.FALSIFIED else (Reason.SUPPLIER_RETURN, Reason.RECALL)


def on_hand(holding: RecallHolding) -> int:
    """Pieces of the lot that the ledger has at the place now."""
    found = Balance.objects.filter(place=holding.place_id, lot=holding.lot_id).values_list("on_hand", flat=True)
    return found.first() or 0


def _locked(holding: RecallHolding) -> RecallHolding:
    rows = RecallHolding.objects.select_for_update(of=("self",), no_key=True)
    related = ("recall", "place__delegation", "place__unit", "lot__drug", "document")
    return rows.select_related(*related).get(pk=holding.pk)


def _must_stand(recall: Recall) -> None:
    if recall.state == RecallState.LIFTED:
        raise RecallIsOver(recall.get_state_display(), recall.ended_at)


def _was_reversed(document: Document | None) -> bool:
    return document is not None and Document.objects.filter(reverses=document).exists()
