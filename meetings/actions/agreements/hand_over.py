"""A post passes to somebody else, and with it the agreements that name its holder."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from delegations import audit
from delegations.models import Posting
from meetings.models import Agreement, AgreementEvent, AgreementEventKind

HOLDERS = """
UPDATE meetings_agreement AS a
   SET owner_id = n.owner, reminded_on = NULL, edition = a.edition + 1
  FROM unnest(%s::bigint[], %s::bigint[]) AS n (id, owner)
 WHERE a.id = n.id
"""


@transaction.atomic
def hand_over(*, old: Posting, new: Posting, now: datetime | None = None) -> int:
    """Give the pending ones of one holder to the next; how many. One whose days begin later gets them on the first of
    them, by the nightly run.
    """
    now = now or timezone.now()
    if not new.is_current(timezone.localdate(now)):
        return 0
    rows = list(
        Agreement.objects.pending().filter(owner=old).select_for_update(of=("self",), no_key=True).order_by("pk")
    )
    pass_on(rows, {row.pk: new for row in rows}, now)
    return len(rows)


def pass_on(rows: list[Agreement], holders: dict[int, Posting | None], now: datetime) -> None:
    """Write who holds the post of each now; of rows that are held."""
    ids = [row.pk for row in rows]
    owners = [holder.pk if (holder := holders[pk]) else None for pk in ids]
    with connection.cursor() as cursor:
        cursor.execute(HOLDERS, [ids, owners])
    AgreementEvent.objects.bulk_create(
        AgreementEvent(agreement=row, kind=AgreementEventKind.OWNER, at=now, before=row.state, after=row.state)
        for row in rows
    )
    audit.record_all(
        type="agreement.passed_on",
        by=None,
        rows=[
            (row, {"owner": row.owner_id}, {"owner": holder.pk if (holder := holders[row.pk]) else None})
            for row in rows
        ],
    )
