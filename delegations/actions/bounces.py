"""Mail that came back: the delivery is marked, the contact is marked, and whoever answers for the post is told once."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from delegations import audit
from delegations.actions.network import mark_bounced
from delegations.models import Channel, Delivery, DeliveryState
from delegations.models.delivery import DeliveryQuerySet
from delegations.notify.masking import without_addresses

# A bounce that names only an address is about what was sent there lately.
LATELY = timedelta(days=10)


def refuse(*, deliveries: DeliveryQuerySet, address: str, reason: str, now: datetime) -> None:
    """The server refused the mailbox for good while we were sending these to it.

    Two transactions: were the contact's mark to fail, the mail must not go out again for it.
    """
    if _come_back(deliveries, reason, now):
        mark_bounced(address=address, reason=_kept(reason))


@transaction.atomic
def record_bounce(*, address: str = "", message_id: str = "", hard: bool, reason: str, trusted: bool) -> int:
    """A mail came back later, told by its own name or else by its address; how many deliveries it was about.

    A soft bounce (a full mailbox, a server that rests) is only noted: the contact may still be good. A hard one marks
    the contact: where no delivery of ours is found, only on the word of somebody trusted, since anybody can write a
    mail that looks like a returned one.
    """
    now, address = timezone.now(), address.strip().lower()
    found = _found(address, message_id.strip(), now)
    if not hard:
        return found.filter(state=DeliveryState.SENT).update(error=_kept(reason))
    addresses = set(found.values_list("address", flat=True))
    if trusted and address:
        addresses = addresses or {address}
    marked = _come_back(found.filter(state=DeliveryState.SENT), reason, now)
    for one in sorted(addresses):
        mark_bounced(address=one, reason=_kept(reason))
    return marked


def mark_refused(*, delivery_id: int) -> None:
    """Mark the contact of a delivery that was itself marked when its mail was refused."""
    delivery = Delivery.objects.get(pk=delivery_id)
    mark_bounced(address=delivery.address, reason=delivery.error)


def _found(address: str, message_id: str, now: datetime) -> DeliveryQuerySet:
    """What the bounce is about: a mail by its name, or the last one sent to the address."""
    by_mail = Delivery.objects.filter(channel=Channel.EMAIL)
    named = by_mail.filter(message_id=message_id if message_id.startswith("<") else f"<{message_id}>")
    if message_id and (not address or named.exists()):
        return named
    lately = by_mail.filter(address=address, created_at__gte=now - LATELY, state=DeliveryState.SENT)
    return by_mail.filter(pk__in=list(lately.order_by("-sent_at").values_list("pk", flat=True)[:1]))


@transaction.atomic
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


def _kept(reason: str) -> str:
    return without_addresses(" ".join(reason.split()))[:200]
