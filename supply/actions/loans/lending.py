"""Pieces go to another institution, or come from it, to be returned by a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.db.models.functions import Abs

from delegations.models import Person, Place
from supply.actions.ledger import IssueLine, LotLine, Posting, lend, receive
from supply.actions.loan_writing import happened, tidy
from supply.loan_rights import must_lend
from supply.models import Loan, LoanDirection, LoanLine, Partner, Source
from supply.reasons import Reason
from supply.refusals.loans import BadDueDay, PartnerOutOfReach


@transaction.atomic
def lend_out(
    *,
    place: Place,
    partner: Partner,
    lines: Sequence[IssueLine],
    due_on: date,
    key: str,
    by: Person | None,
    occurred_on: date | None = None,
    agreement: str = "",
    note: str = "",
    source: str = Source.PAGE,
) -> tuple[Loan, Posting]:
    """Ours to them: first to expire first, unless a lot is named; none that may not be given. Sent twice it is one."""
    _check(place, partner, due_on, occurred_on, by)
    posting = lend(
        place=place, lines=lines, key=key, by=by, occurred_on=occurred_on, reference=tidy(agreement, 120),
        note=tidy(note, 240), source=source,
    )  # fmt: skip
    return _loan_of(posting, LoanDirection.GIVEN, partner, due_on, agreement, note, by), posting


@transaction.atomic
def borrow(
    *,
    place: Place,
    partner: Partner,
    lines: Sequence[LotLine],
    due_on: date,
    key: str,
    by: Person | None,
    occurred_on: date | None = None,
    agreement: str = "",
    note: str = "",
    source: str = Source.PAGE,
) -> tuple[Loan, Posting]:
    """Theirs to us, lot by lot as they came. Sent twice it is one."""
    _check(place, partner, due_on, occurred_on, by)
    posting = receive(
        place=place, lines=lines, key=key, by=by, occurred_on=occurred_on, reference=tidy(agreement, 120),
        note=tidy(note, 240), source=source, reason=Reason.LOAN_IN,
    )  # fmt: skip
    return _loan_of(posting, LoanDirection.RECEIVED, partner, due_on, agreement, note, by), posting


def _check(place: Place, partner: Partner, due_on: date, occurred_on: date | None, by: Person | None) -> None:
    must_lend(by, place)
    if partner.delegation_id != place.delegation_id or not partner.is_active:
        raise PartnerOutOfReach
    on = occurred_on or place.today()
    if due_on < on:
        raise BadDueDay(on)


def _loan_of(
    posting: Posting, direction: LoanDirection, partner: Partner, due_on: date, agreement: str, note: str,
    by: Person | None,
) -> Loan:  # fmt: skip
    document = posting.document
    if posting.replayed:
        known: Loan = Loan.objects.get(document=document)
        return known
    # The movements' day: what is captured late stands on the open week, and never after the day it is due.
    told: dict[str, Any] = {"on": min(document.occurred_on, due_on), "due_on": due_on}
    loan = Loan.objects.create(
        direction=direction,
        place=document.place,
        partner=partner,
        agreement=tidy(agreement, 120),
        note=tidy(note, 240),
        document=document,
        made_by=by,
        **told,
    )
    moved = document.movements.order_by("lot").values("lot").annotate(pieces=Sum(Abs("quantity")))
    LoanLine.objects.bulk_create(
        [LoanLine(loan=loan, lot_id=lot, pieces=pieces) for lot, pieces in moved.values_list("lot", "pieces")]
    )
    happened(
        loan,
        str(direction),
        by=by,
        after={"partner": partner.name, "due_on": due_on.isoformat(), "document": document.pk, "lines": posting.lines},
    )
    return loan
