"""A post passes to somebody else, and with it the agreements that name its holder."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from delegations import audit
from delegations.models import Posting
from delegations.notify import Notice, tell_all
from delegations.roles import NATIONAL_ROLES
from meetings.agreement_notices import notice
from meetings.models import Agreement, AgreementEvent, AgreementEventKind
from meetings.selectors.agreements.above import Above

HOLDERS = """
UPDATE meetings_agreement AS a
   SET owner_id = n.owner, reminded_on = NULL, edition = a.edition + 1
  FROM unnest(%s::bigint[], %s::bigint[]) AS n (id, owner)
 WHERE a.id = n.id
"""


@transaction.atomic
def hand_over(*, old: Posting, new: Posting, now: datetime | None = None) -> int:
    """Give the pending ones of one holder to the next; how many. One whose days begin later gets them on the first of
    them, by the nightly run; in a role of the country at once, since there they name their holder and nobody else.
    """
    now = now or timezone.now()
    if new.role not in NATIONAL_ROLES and not new.is_current(timezone.localdate(now)):
        return 0
    rows = list(
        Agreement.objects.pending().filter(owner=old).select_for_update(of=("self",), no_key=True).order_by("pk")
    )
    pass_on(rows, {row.pk: new for row in rows}, now)
    return len(rows)


def pass_on(rows: list[Agreement], holders: dict[int, Posting | None], now: datetime) -> None:
    """Write who holds the post of each now, and tell them; of a post left empty, whoever answers for it. Of rows that
    are held.
    """
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
    tell_all(_notices([row.pk for row in rows], now))


def _notices(ids: list[int], now: datetime) -> list[Notice]:
    """Once for each holder and due day; of an empty post, once for each day on which it was found so."""
    full = Agreement.objects.filter(pk__in=ids).select_related(
        "meeting__series", "owner__person", "owner_unit", "owner_delegation"
    )
    rows = list(full.order_by("pk"))
    above = Above(rows, now) if any(row.owner is None for row in rows) else None
    found = []
    for row in rows:
        if row.owner is not None:
            found.append(notice("agreement.passed_on", row, [row.owner], f"{row.owner_id}-{row.due_on:%Y%m%d}"))
        elif above is not None:
            mark = f"{timezone.localdate(now):%Y%m%d}"
            found.append(notice("agreement.ownerless", row, above.of(row), mark, owner=above.name(row)))
    return [one for one in found if one.to]
