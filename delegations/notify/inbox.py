"""What the header and the inbox show of a person's notices."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.cache import cache
from django.db import transaction

from delegations.models import Notification, Person
from delegations.notify.kinds import UnknownKind
from delegations.notify.wording import line_of

# Short: a count read just before another process commits would otherwise stay wrong.
KEEP_SECONDS = 300


def inbox_line(notification: Notification) -> str:
    """The notice in one line, in the language that is active; empty for a kind that no longer exists."""
    try:
        return line_of(notification)
    except UnknownKind:
        return ""


def unread_count(person: Person) -> int:
    """How many notices the person has not read; no query while it is cached."""
    count: int | None = cache.get(_key(person.pk))
    if count is None:
        count = Notification.objects.visible_to(person).unread().count()
        cache.set(_key(person.pk), count, KEEP_SECONDS)
    return count


def count_again(person_ids: Iterable[int]) -> None:
    """Forget the counts of these people, now and once more when what changed them is there for everybody."""
    keys = [_key(person_id) for person_id in set(person_ids)]
    if keys:
        cache.delete_many(keys)
        transaction.on_commit(lambda: cache.delete_many(keys), robust=True)


def _key(person_id: int) -> str:
    return f"notify:unread:{person_id}"
