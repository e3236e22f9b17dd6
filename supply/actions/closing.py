"""A signed week is closed: nothing is posted into it any more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection, transaction

from delegations.models import Place
from supply.weeks import IsoWeek

# A posting takes its place's lock shared, a closing takes it alone: they wait for each other, two postings do not.
# All take locks in one order, or one would hold what another waits for: lots that are new, places (this lock), shelves,
# the report's row. Opening a document takes it (ledger/posting.py); the movements' trigger does again, for raw SQL.
CLOSING_LOCK = 72001


def keep_open(place_ids: Iterable[int]) -> None:
    """No week of the places is closed until this transaction ends: for whoever posts at several of them."""
    _lock("SELECT pg_advisory_xact_lock_shared(%s, place::int) FROM unnest(%s::bigint[]) AS u (place)", place_ids)


def keep_postings_out(place_ids: Iterable[int]) -> None:
    """Wait for whoever is posting at the places; nobody else posts there until this transaction ends."""
    _lock("SELECT pg_advisory_xact_lock(%s, place::int) FROM unnest(%s::bigint[]) AS u (place)", place_ids)


def _lock(statement: str, place_ids: Iterable[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [CLOSING_LOCK, sorted(set(place_ids))])


@transaction.atomic
def close_week(*, places: Sequence[Place], week: IsoWeek) -> None:
    """Close the places' ledgers through the week's Sunday; a place already closed further stays so."""
    ids = sorted(place.pk for place in places)
    keep_postings_out(ids)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO supply_placeclosure AS c (place_id, closed_through)
            SELECT place, %s FROM unnest(%s::bigint[]) AS u (place)
                ON CONFLICT (place_id)
                DO UPDATE SET closed_through = excluded.closed_through WHERE c.closed_through < excluded.closed_through
            """,
            [week.sunday, ids],
        )
