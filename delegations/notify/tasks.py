"""What the workers do about notices. All are safe to repeat; names and hours are in config/celery.py."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from delegations.actions.bounces import mark_refused as mark
from delegations.notify import deliver as sending
from delegations.notify import digest
from delegations.retrying import RETRY


@shared_task(**RETRY)
def deliver(delivery_ids: list[int]) -> int:
    """Send these, if they are due and nobody else has; how many left."""
    return sending.deliver(delivery_ids)


@shared_task(**RETRY)
def deliver_due() -> int:
    """Every few minutes: hand out what is due, again or because a message was lost; how many."""
    return sending.hand_out_due(now=timezone.now())


@shared_task(**RETRY)
def send_digests() -> int:
    """Send the daily mail of everybody whose seven o'clock has come; how many left."""
    return digest.send_digests(now=timezone.now())


@shared_task(**RETRY)
def mark_refused(delivery_id: int) -> None:
    """A mail that was sent within a request was refused for good: mark the contact."""
    mark(delivery_id=delivery_id)
