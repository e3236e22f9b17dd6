"""Mail that came back: the delivery is marked, the contact is marked, and whoever answers for the post is told once."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from delegations import audit
from delegations.models import Channel, Delivery, DeliveryState
from delegations.models.delivery import DeliveryQuerySet
from delegations.notify.masking import without_addresses

# A bounce that names only an address is about what was sent there lately.
LATELY = timedelta(days=10)


@transaction.atomic
def refuse(*, deliveries: DeliveryQuerySet, address: str, reason: str, now: datetime) -> None:
    """The server refused the mailbox for good while we were sending these to it."""
    _come_back(deliveries, reason, now)
    _mark_contact(address, reason)


@transaction.atomic
def record_bounce(*, address: str = "", message_id: str = "", hard: bool, reason: str) -> int:
    """A mail came back later, by its own name or by its address; how many deliveries it was about.

    A soft bounce (a full mailbox, a server that rests) is only noted: the contact may still be good.
    """
    now = timezone.now()
    found = _found(address.strip().lower(), message_id.strip(), now)
    addresses = set(found.values_list("address", flat=True)) or {address.strip().lower()} - {""}
    if not hard:
        return found.update(error=_kept(reason))
    marked = _come_back(found.filter(state=DeliveryState.SENT), reason, now)
    for one in sorted(addresses):
        _mark_contact(one, reason)
    return marked


def mark_refused(*, delivery_id: int) -> None:
    """The contact of a delivery that is already marked as come back."""
    delivery = Delivery.objects.get(pk=delivery_id)
    _mark_contact(delivery.address, delivery.error)


def _found(address: str, message_id: str, now: datetime) -> DeliveryQuerySet:
    by_mail = Delivery.objects.filter(channel=Channel.EMAIL)
    if message_id:
        return by_mail.filter(message_id=message_id if message_id.startswith("<") else f"<{message_id}>")
    lately = by_mail.filter(address=address, created_at__gte=now - LATELY, state=DeliveryState.SENT)
    return by_mail.filter(pk__in=lately.order_by("-sent_at").values("pk")[:1])


def _come_back(deliveries: DeliveryQuerySet, reason: str, now: datetime) -> int:
    rows = list(deliveries.select_for_update())
    for row in rows:
        before = row.state
        row.state, row.error, row.next_attempt_at = DeliveryState.BOUNCED, _kept(reason), None
        row.sent_at = row.sent_at or now
        row.save(update_fields=["state", "error", "next_attempt_at", "sent_at"])
        audit.record(
            type="delivery.bounced",
            by=None,
            target=row,
            before={"state": before},
            after={"state": row.state, "reason": row.error},
        )
    return len(rows)


def _mark_contact(address: str, reason: str) -> None:
    """Mark the postings reached by this address, and tell who answers for them."""


def _kept(reason: str) -> str:
    return without_addresses(" ".join(reason.split()))[:200]
