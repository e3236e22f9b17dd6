"""What every writer of loans does: hold the row, keep its history and the trace."""

from __future__ import annotations

from typing import Any

from delegations import audit
from delegations.errors.editing import check_edition
from delegations.models import Person
from supply.models import Loan, LoanState, Step
from supply.refusals.loans import LoanIsOver, LoanWhyMissing


def tidy(text: str, longest: int) -> str:
    return " ".join(text.split())[:longest]


def why(text: str) -> str:
    said = tidy(text, 240)
    if not said:
        raise LoanWhyMissing
    return said


def held(loan: Loan, edition: int | None = None, *, is_open: bool = True) -> Loan:
    """The loan as it is stored now, locked; refused where it is over or was changed."""
    rows = Loan.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("place__unit", "place__delegation", "partner").get(pk=loan.pk)
    if is_open and row.state != LoanState.OPEN:
        raise LoanIsOver(row.get_state_display())
    check_edition(row, edition)
    return row


def happened(
    loan: Loan,
    what: str,
    *,
    by: Person | None,
    note: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Its step, and its line in the trail."""
    Step.objects.create(loan=loan, what=what, note=note[:400], by=by)
    audit.record(
        type=f"loan.{what}",
        by=by,
        target=loan,
        before=before,
        after=after,
        delegation=loan.place.delegation_id,
        unit=loan.place.unit_id,
    )
