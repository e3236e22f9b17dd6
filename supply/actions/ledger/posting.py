"""The bottom of every ledger action: one document, its movements, and the database's refusals by name."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, connection
from django.utils import timezone

from delegations.models import Person, Place
from supply.actions.closing import CLOSING_LOCK
from supply.actions.coverage_changes import AWAITED, awaited_from, note_awaited
from supply.errors import (
    AlreadyReversed,
    BadQuantity,
    ClosedWeek,
    FutureDate,
    KeyReused,
    LedgerConflict,
    LedgerRefusal,
    NothingToPost,
    PastDayNegative,
    StockMoved,
)
from supply.models import Document, PlaceClosure, Transfer


@dataclass(frozen=True, slots=True)
class Entry:
    """One movement to be: signed pieces of a lot at a place."""

    place_id: int
    lot_id: int
    quantity: int
    reason: str
    reverses_id: int | None = None


@dataclass(frozen=True, slots=True)
class Posting:
    """What an action did. `replayed`: the key had been posted before, and nothing was added now. `returned` takes back
    what was turned away of an accepted transfer.
    """

    document: Document
    lines: int
    replayed: bool = False
    transfer: Transfer | None = None
    returned: Transfer | None = None


@dataclass(frozen=True, slots=True)
class When:
    """The day a fact is posted on and, for a fact of a closed week, the day it truly happened."""

    occurred_on: date
    true_date: date | None = None

    @property
    def fact(self) -> date:
        return self.true_date or self.occurred_on


def fingerprint(*parts: object) -> str:
    """Tells two contents apart under one key; equal contents give equal prints in any process."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def check_pieces(lines: Sequence[Any], *, least: int = 1) -> None:
    """Every line carries whole pieces, `least` or more; refuses the first that does not."""
    if not lines:
        raise NothingToPost
    for index, line in enumerate(lines):
        if type(line.pieces) is not int or line.pieces < least:
            raise BadQuantity(index, line.pieces)


def resolve_day(place: Place, occurred_on: date | None, *, late_capture: bool = True) -> When:
    """The day to post on: today at the place, the day asked for, or today with the true date if its week is closed."""
    today = place.today()
    day = occurred_on or today
    if day > today:
        raise FutureDate(day)
    if day == today:
        return When(day)  # a week is closed once it is over; the movements' trigger holds that line anyway
    closed_through = PlaceClosure.objects.filter(place=place).values_list("closed_through", flat=True).first()
    return day_after_closure(day, today, closed_through, late_capture=late_capture)


def day_after_closure(day: date, today: date, closed_through: date | None, *, late_capture: bool = True) -> When:
    """The same for a day that is not to come, where the closure is known."""
    if day == today or closed_through is None or day > closed_through:
        return When(day)
    if not late_capture or today <= closed_through:
        raise ClosedWeek(closed_through)
    return When(max(today, closed_through + timedelta(days=1)), day)


def open_document(
    *,
    kind: str,
    place: Place,
    key: str,
    print_: str,
    when: When,
    by: Person | None,
    source: str,
    reference: str = "",
    note: str = "",
    reverses: Document | None = None,
) -> tuple[Document, bool]:
    """The document of this key, and whether it is new; the same key with another content is refused.

    Its place stays open from here on: the lock comes before any shelf's (see actions/closing.py).
    """
    posted_at = timezone.now()
    with connection.cursor() as cursor:
        try:
            cursor.execute(
                """
                WITH kept_open AS MATERIALIZED (SELECT pg_advisory_xact_lock_shared(%s, %s))
                INSERT INTO supply_document (kind, place_id, idempotency_key, fingerprint, occurred_on, posted_at,
                                             posted_by_id, source, reference, note, reverses_id)
                SELECT %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s FROM kept_open
                ON CONFLICT (place_id, idempotency_key) DO NOTHING RETURNING id
                """,
                [
                    CLOSING_LOCK,
                    place.pk,
                    kind,
                    place.pk,
                    key,
                    print_,
                    when.occurred_on,
                    posted_at,
                    by.pk if by else None,
                    source,
                    reference,
                    note,
                    reverses.pk if reverses else None,
                ],
            )
        except IntegrityError as error:
            raise named(error) from error
        row = cursor.fetchone()
    if row is None:
        document = Document.objects.get(place=place, idempotency_key=key)
        if document.fingerprint != print_:
            raise KeyReused
        return document, False
    document = Document(
        pk=row[0],
        kind=kind,
        place=place,
        idempotency_key=key,
        fingerprint=print_,
        occurred_on=when.occurred_on,
        posted_at=posted_at,
        posted_by=by,
        source=source,
        reference=reference,
        note=note,
        reverses=reverses,
    )
    document._state.adding = False
    return document, True


def write_movements(document: Document, entries: Sequence[Entry], when: When) -> int:
    """Append the movements in one statement; the balances follow by trigger. Returns how many."""
    if not entries:
        return 0
    with connection.cursor() as cursor:
        try:
            cursor.execute(
                f"""
                WITH moved AS (
                    INSERT INTO supply_movement (document_id, place_id, lot_id, quantity, reason, reverses_id,
                                                 occurred_on, true_date, posted_at, posted_by_id)
                    SELECT %s, place, lot, quantity, reason, reverses, %s, %s, %s, %s
                      FROM unnest(%s::bigint[], %s::bigint[], %s::int[], %s::text[], %s::bigint[])
                        AS line (place, lot, quantity, reason, reverses)
                ) {AWAITED}
                """,  # noqa: S608
                [
                    document.pk,
                    when.occurred_on,
                    when.true_date,
                    document.posted_at,
                    document.posted_by_id,
                    [entry.place_id for entry in entries],
                    [entry.lot_id for entry in entries],
                    [entry.quantity for entry in entries],
                    [str(entry.reason) for entry in entries],
                    [entry.reverses_id for entry in entries],
                    *awaited_from(entry.place_id for entry in entries),
                ],
            )
            awaited = cursor.fetchall()
        except IntegrityError as error:
            raise named(error) from error
    note_awaited(awaited, [entry.place_id for entry in entries], [entry.lot_id for entry in entries])
    return len(entries)


def replay(document: Document) -> Posting:
    """What to answer when the key had been posted already."""
    transfer = (
        Transfer.objects.filter(dispatch=document).first() or Transfer.objects.filter(acceptance=document).first()
    )
    return Posting(document, document.movements.count(), replayed=True, transfer=transfer)


def named(error: IntegrityError) -> LedgerRefusal:
    """The database's refusal by the name an action gives it; what has no name is passed on as a conflict."""
    diagnostics = getattr(error.__cause__, "diag", None)
    constraint = getattr(diagnostics, "constraint_name", None) or ""
    if constraint == "balance_is_never_negative":
        return StockMoved()
    if constraint == "no_past_day_is_negative":
        return PastDayNegative()
    if constraint == "movement_falls_in_an_open_week":
        return ClosedWeek()
    if constraint in ("supply_document_reverses_id_key", "supply_movement_reverses_id_key"):
        return AlreadyReversed()
    return LedgerConflict(constraint or str(error))
