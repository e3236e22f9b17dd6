"""A guardian's secret calendar address: made, replaced, taken back. Only the SHA-256 of its token is kept."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from delegations import audit
from delegations.models import Person
from delegations.selectors.links import fingerprint
from pediatric_platform.actions.promises import Shown, show
from pediatric_platform.errors.family import NoCalendar, NotYourChild
from pediatric_platform.models import CalendarFeed, Channel, Child, ChildState, Guardian


@transaction.atomic
def make_feed(*, child: Child, by: Person) -> str:
    """A new secret of 256 bits for the child's calendar, in place of the one there was; it cannot be read again."""
    guardian = _guardian(child, by)
    if child.state == ChildState.DECEASED:
        raise NotYourChild
    replaced = CalendarFeed.objects.filter(guardian=guardian).live().update(revoked_at=timezone.now())
    token = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(guardian=guardian, token_hash=fingerprint(token))
    audit.record(
        type="family_calendar.made", by=by, target=feed, after={"replaced": bool(replaced)}, unit=child.unit_id
    )
    return token


@transaction.atomic
def revoke_feed(*, child: Child, by: Person) -> CalendarFeed:
    """The address answers no more. NoCalendar where there is none."""
    guardian = _guardian(child, by)
    feed = CalendarFeed.objects.select_for_update().filter(guardian=guardian).live().first()
    if feed is None:
        raise NoCalendar
    feed.revoked_at = timezone.now()
    feed.save(update_fields=["revoked_at"])
    audit.record(type="family_calendar.revoked", by=by, target=feed, unit=child.unit_id)
    return feed


def _guardian(child: Child, by: Person) -> Guardian:
    """The person as the child's guardian, with a consent in force; the row is held until the end."""
    held = list(Guardian.objects.select_for_update(of=("self",)).filter(child=child, person=by).order_by("pk"))
    # Asked once they are held: a consent withdrawn while this waited is withdrawn.
    found = Guardian.objects.with_access().filter(pk__in=[guardian.pk for guardian in held]).first()
    if found is None:
        raise NotYourChild
    return found


@transaction.atomic
def read_feed(*, feed: CalendarFeed, child: Child, shown: Sequence[Shown], now: datetime | None = None) -> None:
    """A telephone fetched the calendar: when, and what it showed."""
    now = now or timezone.now()
    CalendarFeed.objects.filter(pk=feed.pk).update(last_read_at=now)
    person = feed.guardian.person
    audit.record_read(by=person, what="family_calendar.read", target=child)
    show(person=person, child=child, answers=shown, channel=Channel.CALENDAR, now=now)
