"""Rules that the database keeps of loans, each broken on purpose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from supply.models import Loan, LoanLine, LoanReturn, Partner
from tests.factories.two_sides import Side
from tests.project.breaking import alter


def _line(s: Side) -> LoanLine:
    line: LoanLine = s.loan.lines.get()
    return line


def _returned(s: Side) -> LoanReturn:
    return LoanReturn.objects.create(line=_line(s), document=s.document, lot=s.lot, pieces=1, on=s.loan.on)


VIOLATIONS: dict[str, Callable[[Side], Any]] = {
    "one_partner_per_name_and_delegation": lambda s: Partner.objects.create(
        name=s.loan.partner.name, delegation=s.loan.partner.delegation
    ),
    "partner_has_a_name": lambda s: Partner.objects.filter(pk=s.loan.partner_id).update(name=""),
    "loan_is_due_after_it_is_made": lambda s: Loan.objects.filter(pk=s.loan.pk).update(
        due_on=s.loan.on - timedelta(days=1)
    ),
    "forgiven_loan_says_why": lambda s: Loan.objects.filter(pk=s.loan.pk).update(state="forgiven"),
    "one_loan_line_per_lot": lambda s: LoanLine.objects.create(loan=s.loan, lot=_line(s).lot, pieces=1),
    "no_more_is_returned_than_was_lent": lambda s: LoanLine.objects.filter(loan=s.loan).update(returned=99),
    "loan_return_has_pieces": lambda s: LoanReturn.objects.create(
        line=_line(s), document=s.document, lot=s.lot, pieces=0, on=s.loan.on
    ),
    "supply_loanreturn_is_append_only": lambda s: alter(_returned(s), pieces=2),
}
