"""What was lent comes or goes back, in parts, of the same lot or of another of the same drug."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from delegations.models import Person
from supply.actions.ledger import IssueLine, LotLine, Posting, lend, receive
from supply.actions.loan_writing import happened, held, tidy
from supply.actions.lots import lot_number
from supply.loan_rights import must_lend
from supply.models import Document, Loan, LoanDirection, LoanLine, LoanReturn, LoanState, Lot, Source
from supply.reasons import Reason
from supply.refusals.loans import LotMissing, MoreThanOwed, NothingReturned, NotOfThisLoan, ReturnedBeforeLent


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """Pieces for a line of the loan. What comes to us names its lot (that lent, unless told); what we give back may."""

    line_id: int
    pieces: int
    number: str = ""
    expires_on: date | None = None
    lot_id: int | None = None


@transaction.atomic
def return_loan(
    *,
    loan: Loan,
    lines: Sequence[ReturnLine],
    key: str,
    by: Person | None,
    occurred_on: date | None = None,
    reference: str = "",
    note: str = "",
    edition: int | None = None,
    source: str = Source.PAGE,
) -> tuple[Loan, Posting]:
    """One posting for all of it; the loan is returned once nothing is owed. Sent twice it is one effect."""
    row = held(loan, is_open=False)
    must_lend(by, row.place)
    known = Document.objects.filter(place=row.place_id, idempotency_key=key).first()
    if known is None:
        row = held(loan, edition)
    owed = {line.pk: line for line in row.lines.select_for_update(of=("self",)).select_related("lot")}
    if occurred_on is not None and occurred_on < row.on:
        raise ReturnedBeforeLent(row.on)
    told = [line for line in lines if line.pieces]
    if not told:
        raise NothingReturned
    seen: set[int] = set()
    for index, line in enumerate(lines):
        if line.line_id not in owed or line.line_id in seen:
            raise NotOfThisLoan(index)
        seen.add(line.line_id)
        left = owed[line.line_id].pieces - owed[line.line_id].returned
        if known is None and (type(line.pieces) is not int or not 0 <= line.pieces <= left):
            raise MoreThanOwed(index, owed=left, pieces=line.pieces)
    head = {
        "place": row.place, "key": key, "by": by, "occurred_on": occurred_on,
        "reference": tidy(reference, 120) or row.folio, "note": tidy(note, 240), "source": source,
    }  # fmt: skip
    if row.direction == LoanDirection.GIVEN:
        named = [_named(index, line, owed[line.line_id].lot) for index, line in enumerate(lines) if line.pieces]
        posting = receive(lines=named, reason=Reason.LOAN_IN, **head)  # type: ignore[arg-type]
    else:
        drugs = {line.line_id: owed[line.line_id].lot.drug_id for line in told}
        given = [IssueLine(drugs[line.line_id], line.pieces, line.lot_id) for line in told]
        posting = lend(lines=given, **head)  # type: ignore[arg-type]
    if not posting.replayed:
        _write(row, told, owed, posting, by)
    return row, posting


def _named(index: int, line: ReturnLine, lent: Lot) -> LotLine:
    if bool(line.number) != (line.expires_on is not None):
        raise LotMissing(index)
    return LotLine(lent.drug_id, line.number or lent.number, line.expires_on or lent.expires_on, line.pieces)


def _write(
    row: Loan, told: Sequence[ReturnLine], owed: dict[int, LoanLine], posting: Posting, by: Person | None
) -> None:
    document = posting.document
    pool = _moved(document)
    for line in told:
        mine = owed[line.line_id]
        mine.returned += line.pieces
        mine.save(update_fields=["returned"])
        LoanReturn.objects.bulk_create(
            [
                LoanReturn(line=mine, document=document, lot_id=lot_id, pieces=pieces, on=document.occurred_on)
                for lot_id, pieces in _take(pool[mine.lot.drug_id], line, mine.lot)
            ]
        )
    over = not any(line.pieces > line.returned for line in owed.values())
    row.state = LoanState.RETURNED if over else LoanState.OPEN
    row.edition += 1
    row.save(update_fields=["state", "edition"])
    pieces = sum(line.pieces for line in told)
    happened(
        row,
        "returned" if over else "returned_in_part",
        by=by,
        note=str(pieces),
        after={"document": document.pk, "lines": [[line.line_id, line.pieces] for line in told], "state": row.state},
    )


def _moved(document: Document) -> dict[int, dict[int, tuple[Lot, int]]]:
    """Drug → lot → what the posting moved of it."""
    pool: dict[int, dict[int, tuple[Lot, int]]] = defaultdict(dict)
    for movement in document.movements.select_related("lot").order_by("lot__expires_on", "lot"):
        before = pool[movement.lot.drug_id].get(movement.lot_id, (movement.lot, 0))[1]
        pool[movement.lot.drug_id][movement.lot_id] = (movement.lot, before + abs(movement.quantity))
    return pool


def _take(pool: dict[int, tuple[Lot, int]], line: ReturnLine, lent: Lot) -> list[tuple[int, int]]:
    """The lots that were moved for this line: the one it names, else those left, first to expire first."""
    number, day = lot_number(line.number) if line.number else lent.number, line.expires_on or lent.expires_on
    named = [pk for pk, (lot, _n) in pool.items() if pk == line.lot_id or (lot.number, lot.expires_on) == (number, day)]
    order = [*named, *(pk for pk in pool if pk not in named)]
    left, taken = line.pieces, []
    for pk in order:
        lot, there = pool[pk]
        pieces = min(there, left)
        if pieces:
            taken.append((pk, pieces))
            pool[pk] = (lot, there - pieces)
            left -= pieces
    return taken
