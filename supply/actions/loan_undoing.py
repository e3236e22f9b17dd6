"""What the ledger tells loans: a document that made one, or returned some of one, was taken back."""

from __future__ import annotations

from delegations.models import Person
from supply.actions.loan_writing import happened, held
from supply.models import Document, Loan, LoanLine, LoanReturn, LoanState
from supply.refusals.loans import LoanHasReturns


def note_document_undone(document: Document, *, by: Person | None, note: str) -> None:
    """Nothing was lent after all: voided, unless some has been returned. Or nothing was returned: owed again."""
    loan = Loan.objects.filter(document=document).first()
    if loan is not None:
        row = held(loan, is_open=False)
        if LoanLine.objects.filter(loan=row, returned__gt=0).exists():
            raise LoanHasReturns(row.folio)
        former, row.state, row.edition = row.state, LoanState.VOIDED, row.edition + 1
        row.save(update_fields=["state", "edition"])
        happened(row, "voided", by=by, note=note, before={"state": former}, after={"state": row.state})
        return
    returns = list(LoanReturn.objects.filter(document=document).select_related("line__loan").order_by("pk"))
    if not returns:
        return
    row = held(returns[0].line.loan, is_open=False)
    lines = {line.pk: line for line in LoanLine.objects.select_for_update().filter(loan=row)}
    for one in returns:
        lines[one.line_id].returned -= one.pieces
    LoanLine.objects.bulk_update(lines.values(), ["returned"])
    former = row.state
    row.state = LoanState.OPEN if row.state == LoanState.RETURNED else row.state
    row.edition += 1
    row.save(update_fields=["state", "edition"])
    pieces = sum(one.pieces for one in returns)
    happened(
        row, "return_undone", by=by, note=f"{pieces}. {note}".strip(),
        before={"state": former}, after={"state": row.state, "document": document.pk},
    )  # fmt: skip
