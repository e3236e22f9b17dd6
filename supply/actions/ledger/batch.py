"""Many documents in a handful of statements: for a week that is loaded at once.

The caller has resolved the lots and checked the rows; the database still refuses a closed week, a balance or a past day
below zero, and the whole batch with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from delegations.models import Person, Place
from supply.actions.coverage_changes import AWAITED, awaited_from, note_awaited
from supply.actions.ledger.posting import named
from supply.errors import FutureDate

# Below this many rows on record a planner without statistics would look through whole tables, row by row.
_SMALL = 10_000


@dataclass(frozen=True, slots=True)
class ReadyLine:
    """Signed pieces of a lot under a reason."""

    lot_id: int
    quantity: int
    reason: str


@dataclass(frozen=True, slots=True)
class ReadyDocument:
    """A document that needs nothing more than to be written. `print` tells its content, as in every document."""

    kind: str
    place: Place
    key: str
    print: str
    occurred_on: date
    lines: Sequence[ReadyLine]
    reference: str = ""
    true_date: date | None = None
    """The day of a fact captured late, whose week is closed."""


@transaction.atomic
def post_batch(*, documents: Sequence[ReadyDocument], by: Person | None, source: str) -> int:
    """Write the documents whose keys are new, and their movements in one statement; how many movements.

    A key that was posted before is left as it is: the same batch twice is one effect.
    """
    if not documents:
        return 0
    todays = {document.place.pk: document.place for document in documents}
    latest = {pk: place.today() for pk, place in todays.items()}
    for document in documents:
        if document.occurred_on > latest[document.place.pk]:
            raise FutureDate(document.occurred_on)
    posted_at = timezone.now()
    by_id = by.pk if by else None
    with connection.cursor() as cursor:
        try:
            cursor.execute(
                """
                INSERT INTO supply_document (kind, place_id, idempotency_key, fingerprint, occurred_on, posted_at,
                                             posted_by_id, source, reference, note)
                SELECT kind, place, key, print, day, %s, %s, %s, reference, ''
                  FROM unnest(%s::text[], %s::bigint[], %s::text[], %s::text[], %s::date[], %s::text[])
                       WITH ORDINALITY AS d (kind, place, key, print, day, reference, position)
                 ORDER BY position
                    ON CONFLICT (place_id, idempotency_key) DO NOTHING
                RETURNING place_id, idempotency_key, id
                """,
                [
                    posted_at,
                    by_id,
                    source,
                    [str(document.kind) for document in documents],
                    [document.place.pk for document in documents],
                    [document.key for document in documents],
                    [document.print for document in documents],
                    [document.occurred_on for document in documents],
                    [document.reference for document in documents],
                ],
            )
            ids = {(place_id, key): pk for place_id, key, pk in cursor.fetchall()}
            rows = [
                (ids[document.place.pk, document.key], document, line)
                for document in documents
                if (document.place.pk, document.key) in ids
                for line in document.lines
            ]
            cursor.execute(
                f"""
                WITH moved AS (
                    INSERT INTO supply_movement (document_id, place_id, lot_id, quantity, reason, occurred_on,
                                                 true_date, posted_at, posted_by_id)
                    SELECT document, place, lot, quantity, reason, day, true_day, %s, %s
                      FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::int[], %s::text[], %s::date[],
                                  %s::date[])
                        AS line (document, place, lot, quantity, reason, day, true_day)
                ) {AWAITED}
                """,  # noqa: S608
                [
                    posted_at,
                    by_id,
                    [pk for pk, _document, _line in rows],
                    [document.place.pk for _pk, document, _line in rows],
                    [line.lot_id for _pk, _document, line in rows],
                    [line.quantity for _pk, _document, line in rows],
                    [str(line.reason) for _pk, _document, line in rows],
                    [document.occurred_on for _pk, document, _line in rows],
                    [document.true_date for _pk, document, _line in rows],
                    *awaited_from(document.place.pk for _pk, document, _line in rows),
                ],
            )
            awaited = cursor.fetchall()
        except IntegrityError as error:
            raise named(error) from error
    note_awaited(
        awaited, [document.place.pk for _pk, document, _line in rows], [line.lot_id for _pk, _document, line in rows]
    )
    _let_the_planner_know(len(rows))
    return len(rows)


def _let_the_planner_know(written: int) -> None:
    """Statistics for a ledger that was nearly empty before this batch; a grown one has them from autovacuum."""
    if written < _SMALL:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'supply_movement'::regclass")
        if cursor.fetchone()[0] < written:
            cursor.execute(
                "SELECT refresh_statistics('supply_lot', 'supply_document', 'supply_movement', 'supply_balance')"
            )
