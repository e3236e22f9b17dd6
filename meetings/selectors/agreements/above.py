"""Who answers for whoever has an agreement: told when it is broken."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from delegations.models import Posting, UnitKind
from delegations.roles import Role
from meetings.agreement_words import owner_text
from meetings.models import Agreement
from meetings.selectors.agreements.owners import Holders, Post


class Above:
    """A hospital's post answers to its delegation's supply manager, a UMAE's and a delegation's to central office.

    Two queries, however many agreements.
    """

    def __init__(self, rows: Iterable[Agreement], now: datetime) -> None:
        day = timezone.localdate(now)
        posts = {post for row in rows if (post := _delegation_of(row)) is not None}
        self._held = Holders(posts, day)
        self._central = central_office(day)

    def of(self, row: Agreement) -> list[Posting]:
        """The level above, but never its owner again."""
        post = _delegation_of(row)
        found = self._held.of(post) if post is not None else None
        found = found or self._central
        is_owner = found is not None and row.owner is not None and found.person_id == row.owner.person_id
        return [] if found is None or is_owner else [found]

    def name(self, row: Agreement) -> str:
        """Whose it is, as the notice says it."""
        return owner_text(row)


def central_office(day: date) -> Posting | None:
    """Whoever can be reached first, and of those whoever has been there longest. One query."""
    central = Posting.objects.current(day).filter(role=Role.CENTRAL_OFFICE, person__is_active=True)
    return min(
        central.select_related("person"),
        key=lambda row: (not (row.office_phone or row.office_email), row.starts_on, row.pk),
        default=None,
    )


def _delegation_of(row: Agreement) -> Post | None:
    if row.owner_unit is None or row.owner_unit.kind == UnitKind.UMAE:
        return None
    return (Role.DELEGATION_SUPPLY_MANAGER, row.owner_unit.delegation_id, None)
