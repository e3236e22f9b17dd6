"""A person's secret address of the calendar of their meetings: made, replaced, taken back."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from delegations import audit
from delegations.models import Person
from delegations.selectors.links import fingerprint
from meetings.errors.series import NoFeed
from meetings.models import MeetingFeed


@transaction.atomic
def make_meeting_feed(*, by: Person) -> str:
    """A new secret of 256 bits, in place of the one there was; it cannot be read again."""
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    replaced = MeetingFeed.objects.filter(person=by).live().update(revoked_at=timezone.now())
    token = secrets.token_urlsafe(32)
    feed = MeetingFeed.objects.create(person=by, token_hash=fingerprint(token))
    audit.record(type="meeting_feed.made", by=by, target=feed, after={"replaced": bool(replaced)})
    return token


@transaction.atomic
def revoke_meeting_feed(*, by: Person) -> MeetingFeed:
    """The address answers no more. NoFeed where there is none."""
    feed = MeetingFeed.objects.select_for_update().filter(person=by).live().first()
    if feed is None:
        raise NoFeed
    feed.revoked_at = timezone.now()
    feed.save(update_fields=["revoked_at"])
    audit.record(type="meeting_feed.revoked", by=by, target=feed)
    return feed


def read_meeting_feed(*, feed: MeetingFeed, now: datetime) -> None:
    """A calendar fetched it: when, at most once an hour."""
    stale = MeetingFeed.objects.filter(pk=feed.pk).exclude(last_read_at__gt=now - timedelta(hours=1))
    stale.update(last_read_at=now)
