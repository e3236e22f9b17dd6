"""Who holds each owner's post today: a post left, covered for some days or filled anew passes its agreements on."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from delegations.models import Posting
from delegations.roles import NATIONAL_ROLES
from meetings.actions.agreements.hand_over import pass_on
from meetings.models import Agreement
from meetings.selectors.agreements.owners import Holders


@transaction.atomic
def refresh_owners(*, now: datetime) -> int:
    """Bring the holder named in pending agreements up to date; how many changed. National roles name their own."""
    rows = list(
        Agreement.objects.pending()
        .exclude(owner_role="")
        .exclude(owner_role__in=NATIONAL_ROLES)
        .select_for_update(of=("self",), no_key=True, skip_locked=True)
        .only("pk", "folio", "state", "owner_role", "owner_delegation", "owner_unit", "owner", "delegation", "unit")
        .order_by("pk")
    )
    posts = {row.pk: (row.owner_role, row.owner_delegation_id, row.owner_unit_id) for row in rows}
    held = Holders(posts.values(), timezone.localdate(now))
    holders: dict[int, Posting | None] = {pk: held.of(post) for pk, post in posts.items()}
    changed = [row for row in rows if row.owner_id != (holders[row.pk].pk if holders[row.pk] else None)]  # type: ignore[union-attr]
    if changed:
        pass_on(changed, holders, now)
    return len(changed)
