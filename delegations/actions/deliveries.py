"""Sending again what did not arrive."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from delegations import audit
from delegations.errors.notices import LinkIsGone, NotToResend
from delegations.models import Delivery, DeliveryState, Person
from delegations.models.delivery import DeliveryQuerySet
from delegations.notify.kinds import all_kinds
from delegations.notify.mail import is_secret
from delegations.notify.telling import send_later

RESENDABLE = frozenset({DeliveryState.FAILED, DeliveryState.BOUNCED})


@transaction.atomic
def resend(*, delivery: Delivery, by: Person) -> Delivery:
    """Queue a failed or returned delivery anew, with all its attempts before it. NotToResend, LinkIsGone."""
    row = Delivery.objects.select_for_update().select_related("notification").get(pk=delivery.pk)
    if row.state not in RESENDABLE:
        raise NotToResend
    if is_secret(row.notification.kind):
        raise LinkIsGone
    before = {"state": row.state, "attempts": row.attempts, "error": row.error}
    row.state, row.attempts, row.error = DeliveryState.QUEUED, 0, ""
    row.next_attempt_at, row.sent_at = timezone.now(), None
    row.save(update_fields=["state", "attempts", "error", "next_attempt_at", "sent_at"])
    audit.record(type="delivery.resent", by=by, target=row, before=before, after={"state": row.state})
    send_later([row.pk])
    return row


def resendable(deliveries: DeliveryQuerySet) -> DeliveryQuerySet:
    """Those that failed and can be repeated as they are stored. What came back is repeated one by one, by choice."""
    secret = [kind.name for kind in all_kinds() if kind.secret]
    return deliveries.filter(state=DeliveryState.FAILED).exclude(notification__kind__in=secret)


@transaction.atomic
def resend_failed(*, deliveries: DeliveryQuerySet, by: Person) -> int:
    """Queue all of these that failed, as after a day without a mail server; how many."""
    pks = list(resendable(deliveries).order_by("pk").values_list("pk", flat=True))
    failed = Delivery.objects.filter(pk__in=pks, state=DeliveryState.FAILED)
    count = failed.update(
        state=DeliveryState.QUEUED, attempts=0, error="", next_attempt_at=timezone.now(), sent_at=None
    )
    if count:
        audit.record(type="deliveries.resent", by=by, after={"count": count})
        send_later(pks)
    return count


@transaction.atomic
def drop_unsent(*, person: Person, about: str) -> int:
    """What waits to be sent to a person with an address that names `about` (a folio) is not sent any more; how many."""
    waiting = Delivery.objects.filter(
        notification__person=person,
        notification__path__contains=about,
        state__in=[DeliveryState.WAITING, DeliveryState.QUEUED],
    )
    return waiting.delete()[0]
