"""The account with one institution: by drug, who owes what to whom, and each loan behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from supply.models import Drug, Loan, LoanDirection, LoanLine, LoanReturn, LoanState


@dataclass
class Account:
    """Pieces of one drug, in whole loans that stand."""

    drug: Drug
    given: int = 0
    given_back: int = 0
    received: int = 0
    received_back: int = 0
    settled: int = 0

    @property
    def they_owe(self) -> int:
        return self.given - self.given_back

    @property
    def we_owe(self) -> int:
        return self.received - self.received_back

    @property
    def net(self) -> int:
        """Above zero they owe us; below we owe them."""
        return self.they_owe - self.we_owe

    @property
    def net_owed(self) -> int:
        return -self.net


def accounts_of(loans: Iterable[Loan]) -> list[Account]:
    """By drug, of loans with `lines` prefetched; voided ones never were, and settled ones owe nothing more."""
    found: dict[int, Account] = {}
    for loan in loans:
        if loan.state == LoanState.VOIDED:
            continue
        for line in loan.lines.all():
            account = found.setdefault(line.lot.drug_id, Account(line.lot.drug))
            # What was settled counts as returned, and apart.
            back = line.pieces if loan.state == LoanState.FORGIVEN else line.returned
            account.settled += back - line.returned
            if loan.direction == LoanDirection.GIVEN:
                account.given += line.pieces
                account.given_back += back
            else:
                account.received += line.pieces
                account.received_back += back
    return sorted(found.values(), key=lambda one: one.drug.label)


def returns_of(loan: Loan) -> dict[int, list[LoanReturn]]:
    """Line → what was returned of it, but for what was taken back again."""
    rows = LoanReturn.objects.filter(line__loan=loan, document__reversal=None).select_related("lot", "document")
    found: dict[int, list[LoanReturn]] = defaultdict(list)
    for row in rows.order_by("on", "pk"):
        found[row.line_id].append(row)
    return dict(found)


def owed_lines(loan: Loan) -> list[LoanLine]:
    """Lines of which something is owed."""
    rows = loan.lines.select_related("lot__drug").order_by("pk")
    return [line for line in rows if line.pieces > line.returned]
