"""A signed week is closed: nothing is posted into it any more."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection, transaction

from delegations.models import Place
from supply.weeks import IsoWeek

# The movements' trigger takes the same advisory lock, shared (migration 0002): a posting and a closing of one place
# wait for each other, two postings do not.
CLOSING_LOCK = 72001


@transaction.atomic
def close_week(*, places: Sequence[Place], week: IsoWeek) -> None:
    """Close the places' ledgers through the week's Sunday; a place already closed further stays so."""
    ids = sorted(place.pk for place in places)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, place::int) FROM unnest(%s::bigint[]) AS u (place)", [CLOSING_LOCK, ids]
        )
        cursor.execute(
            """
            INSERT INTO supply_placeclosure AS c (place_id, closed_through)
            SELECT place, %s FROM unnest(%s::bigint[]) AS u (place)
                ON CONFLICT (place_id)
                DO UPDATE SET closed_through = excluded.closed_through WHERE c.closed_through < excluded.closed_through
            """,
            [week.sunday, ids],
        )
