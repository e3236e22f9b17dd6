"""A loan gets another day, or is settled without being returned."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from delegations.models import Person
from supply.actions.loan_writing import happened, held, why
from supply.loan_rights import must_lend
from supply.models import Loan, LoanState
from supply.refusals.loans import BadDueDay


@transaction.atomic
def move_due(*, loan: Loan, due_on: date, reason: str, by: Person | None, edition: int | None = None) -> Loan:
    """Another day was agreed, and why."""
    row = held(loan, edition)
    must_lend(by, row.place)
    reason = why(reason)
    if due_on < row.on:
        raise BadDueDay(row.on)
    former = row.due_on
    row.due_on, row.edition = due_on, row.edition + 1
    row.save(update_fields=["due_on", "edition"])
    happened(
        row, "due_moved", by=by, note=f"{former:%d/%m/%Y} → {due_on:%d/%m/%Y}. {reason}",
        before={"due_on": former.isoformat()}, after={"due_on": due_on.isoformat(), "reason": reason},
    )  # fmt: skip
    return row


@transaction.atomic
def forgive_loan(*, loan: Loan, reason: str, by: Person | None, edition: int | None = None) -> Loan:
    """Nothing more is owed: an exchange, a donation, an agreement of both, and where that is written."""
    row = held(loan, edition)
    must_lend(by, row.place)
    row.reason, row.state, row.edition = why(reason), LoanState.FORGIVEN, row.edition + 1
    row.save(update_fields=["reason", "state", "edition"])
    happened(row, "forgiven", by=by, note=row.reason, after={"state": row.state, "reason": row.reason})
    return row
