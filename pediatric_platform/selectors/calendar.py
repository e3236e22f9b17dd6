"""Whose calendar an address opens, and what stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from delegations.selectors.links import fingerprint
from pediatric_platform.models import CalendarFeed, Child, ChildState, Guardian
from pediatric_platform.selectors.family import Day, contacts_of, days_of, sessions_of

BACK_DAYS, AHEAD_DAYS = 30, 182


@dataclass(frozen=True, slots=True)
class FamilyCalendar:
    feed: CalendarFeed
    child: Child
    days: list[Day]


def calendar_at(token: str, *, now: datetime | None = None) -> FamilyCalendar | None:
    """The calendar of a secret address; None where it was revoked, or its guardian's consent is over."""
    feed = (
        CalendarFeed.objects.live()
        .filter(token_hash=fingerprint(token), guardian__in=Guardian.objects.with_access())
        .select_related("guardian__person", "guardian__child__unit__delegation")
        .first()
    )
    if feed is None or not feed.guardian.person.is_active:
        return None
    child = feed.guardian.child
    if child.state != ChildState.ACTIVE:
        return FamilyCalendar(feed, child, [])
    here = (now or timezone.now()).astimezone(child.unit.zone)
    today = here.date()
    sessions = sessions_of(child).between(today - timedelta(days=BACK_DAYS), today + timedelta(days=AHEAD_DAYS))
    return FamilyCalendar(feed, child, days_of(list(sessions), solver=contacts_of(child.unit).solver, now=here))


def feed_of(child: Child, person_id: int) -> CalendarFeed | None:
    """The relative's live calendar of the child."""
    return CalendarFeed.objects.live().filter(guardian__child=child, guardian__person=person_id).first()
