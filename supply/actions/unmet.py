"""What somebody needed and was not there, as upper floors tell it: one row for each need, however it was noticed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

REASON_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Unmet:
    """`reference` is the need (a session, a case), `kind` and `source` how it was noticed this time.

    `prescription_on`: a prescription for it was denied that day, and stands in that day's tally.
    """

    unit_id: int
    drug_id: int
    day: date
    reference: str
    kind: str
    source: str
    pieces: int | None = None
    prescription_on: date | None = None


@transaction.atomic
def note_unmet(*, rows: Sequence[Unmet]) -> int:
    """Note each need and how it was noticed; how many needs count now that did not before.

    The same need of the same drug is one row, its earliest day and most pieces, however many ways it is noticed. One
    that was voided and is noted again counts again. Callers write the event of what they did.
    """
    if not rows:
        return 0
    now = timezone.now()
    needs = _merged(rows)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO supply_unmetdemand AS u
                   (unit_id, drug_id, day, pieces, reference, prescription_on, noted_at, voided_at, voided_reason)
            SELECT unit, drug, day, pieces, reference, prescribed, %s, NULL, ''
              FROM unnest(%s::bigint[], %s::bigint[], %s::date[], %s::int[], %s::text[], %s::date[])
                AS row (unit, drug, day, pieces, reference, prescribed)
             ORDER BY reference, drug
                ON CONFLICT (reference, drug_id) DO UPDATE
               SET day = CASE WHEN u.voided_at IS NULL THEN least(u.day, excluded.day) ELSE excluded.day END,
                   pieces = greatest(u.pieces, excluded.pieces),
                   prescription_on = coalesce(u.prescription_on, excluded.prescription_on),
                   voided_at = NULL, voided_reason = ''
            RETURNING reference, drug_id, id,
                      (SELECT was.voided_at IS NULL FROM supply_unmetdemand AS was WHERE was.id = u.id)
            """,
            [
                now,
                *([getattr(row, name) for row in needs] for name in ("unit_id", "drug_id", "day", "pieces")),
                [row.reference for row in needs],
                [row.prescription_on for row in needs],
            ],
        )
        written = {(reference, drug_id): (pk, stood) for reference, drug_id, pk, stood in cursor.fetchall()}
        told = sorted({(written[row.reference, row.drug_id][0], row.kind, row.source) for row in rows})
        cursor.execute(
            """
            INSERT INTO supply_unmetsource (unmet_id, kind, reference, at)
            SELECT unmet, kind, reference, %s
              FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS source (unmet, kind, reference)
                ON CONFLICT (unmet_id, kind, reference) DO NOTHING
            """,
            [now, *(list(column) for column in zip(*told, strict=True))],
        )
    # What was there before the statement: no row (None), a voided one (False), one that counted (True).
    return sum(not stood for _pk, stood in written.values())


def _merged(rows: Sequence[Unmet]) -> list[Unmet]:
    """One row for each need and drug, of those told at once."""
    found: dict[tuple[str, int], Unmet] = {}
    for row in rows:
        if row.pieces is not None and row.pieces < 1:
            raise ValueError(f"{row.reference}: {row.pieces!r} is no number of pieces that were missing")
        same = found.get((row.reference, row.drug_id))
        if same is not None:
            pieces = [one.pieces for one in (same, row) if one.pieces is not None]
            row = replace(
                row,
                day=min(same.day, row.day),
                pieces=max(pieces, default=None),
                prescription_on=same.prescription_on or row.prescription_on,
            )
        found[row.reference, row.drug_id] = row
    return list(found.values())


@transaction.atomic
def void_unmet(
    *, references: Collection[str], reason: str, since: date | None = None, drug_ids: Collection[int] | None = None
) -> int:
    """What was needed came after all: these needs count no more; how many did.

    `since`: of those needed on or after that day only, for what came later than it was needed was missing all the same.
    `drug_ids`: of these drugs only.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE supply_unmetdemand AS u SET voided_at = %(now)s, voided_reason = %(reason)s
             WHERE u.id IN (
                   SELECT id FROM supply_unmetdemand
                    WHERE reference = ANY(%(references)s) AND voided_at IS NULL
                      AND (%(since)s::date IS NULL OR day >= %(since)s::date)
                      AND (%(drugs)s::bigint[] IS NULL OR drug_id = ANY(%(drugs)s::bigint[]))
                    ORDER BY id FOR NO KEY UPDATE)
            """,
            {
                "now": timezone.now(),
                "reason": " ".join(reason.split())[:REASON_LENGTH],
                "references": sorted(set(references)),
                "since": since,
                "drugs": None if drug_ids is None else sorted(drug_ids),
            },
        )
        return cursor.rowcount
