"""Notices that nobody needs any more. What was done is in the audit, which this does not touch."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from delegations.models import Delivery, DeliveryState, Notification

# What is still on its way is not old, whenever it was written.
OVER = (DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.BOUNCED)
# One transaction deletes this many.
BATCH = 5000


def purge_notices(*, now: datetime) -> dict[str, int]:
    """Delete deliveries that are over, and notices that were read, once they are older than KEEP_NOTICES_DAYS.

    What nobody read stays in its inbox. Run twice, the second finds nothing.
    """
    before = now - timedelta(days=settings.KEEP_NOTICES_DAYS)
    return {"deliveries": _deliveries(before), "notices": _notices(before)}


def _deliveries(before: datetime) -> int:
    old = Delivery.objects.filter(created_at__lt=before, state__in=OVER).order_by("pk")
    gone = 0
    while keys := list(old.values_list("pk", flat=True)[:BATCH]):
        gone += Delivery.objects.filter(pk__in=keys).delete()[0]
    return gone


def _notices(before: datetime) -> int:
    old = Notification.objects.filter(created_at__lt=before, read_at__isnull=False, deliveries__isnull=True)
    gone = 0
    while keys := list(old.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            gone += Notification.objects.filter(pk__in=keys).delete()[0]
    return gone
