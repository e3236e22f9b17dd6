"""Reading one's notices. It leaves no audit line: the notice itself says when it was read."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from delegations.models import Notification, Person
from delegations.notify.inbox import count_again


@transaction.atomic
def read(*, notices: Collection[int] | None = None, by: Person) -> int:
    """Mark some of one's own notices as read, or all of them; how many were unread. Others' are left alone."""
    unread = Notification.objects.visible_to(by).unread()
    if notices is not None:
        unread = unread.filter(pk__in=notices)
    marked = unread.update(read_at=timezone.now())
    if marked:
        count_again([by.pk])
    return marked
