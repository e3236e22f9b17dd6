"""Sending what is queued. Each delivery is claimed by compare-and-set just before it leaves, and marked just after.

Two workers with the same delivery: one claims it, the other leaves it. A worker killed between sending and marking
leaves a claim that runs out, and that one mail, never more, may be sent again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from celery import current_app
from django.core.mail import get_connection
from django.db.models import F, Q
from django.utils import timezone, translation

from delegations.actions.bounces import refuse
from delegations.models import Channel, Delivery, DeliveryState
from delegations.notify.kinds import UnknownKind, kind_named
from delegations.notify.mail import LOST, Fate, Outcome, is_secret, letter_message, new_message_id, send
from delegations.notify.telling import BATCH
from delegations.notify.text import TextRefused, text_is_on, text_sender
from delegations.notify.wording import letter_of, text_message_of

logger = logging.getLogger(__name__)

# How long a claim holds: much longer than a mail takes, even to a server that answers late.
LEASE = timedelta(minutes=10)
# How long to wait after each failed attempt; after the last one it stays failed, for somebody to look at.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480))
# What one sweep hands out; the next one comes in minutes.
SWEEP = 5000
# A new delivery has a task of its own under way: the sweep leaves it that long.
HEAD_START = timedelta(minutes=2)


def deliver(delivery_ids: Iterable[int], *, now: datetime | None = None) -> int:
    """Send those of these that are due; how many left."""
    mail = Postman()
    rows = (
        Delivery.objects.due(now or timezone.now())
        .filter(pk__in=list(delivery_ids))
        .select_related("notification__person")
        .order_by("pk")
    )
    try:
        return sum(mail.carry(delivery, now or timezone.now()) for delivery in rows)
    finally:
        mail.close()


def deliver_due(*, now: datetime | None = None) -> int:
    """Send everything that is due, here; how many left."""
    return deliver(list(Delivery.objects.due(now or timezone.now()).values_list("pk", flat=True)), now=now)


def hand_out_due(*, now: datetime) -> int:
    """Queue everything that is due: what is to be tried again, and what a lost message left behind; how many."""
    tried_or_lost = Q(attempts__gt=0) | Q(next_attempt_at__lte=now - HEAD_START)
    rows = Delivery.objects.due(now).filter(tried_or_lost).order_by("next_attempt_at", "pk")
    due = list(rows.values_list("pk", flat=True)[:SWEEP])
    for start in range(0, len(due), BATCH):
        current_app.send_task("delegations.notify.tasks.deliver", args=[due[start : start + BATCH]], retry=False)
    return len(due)


class Postman:
    """Carries deliveries over one connection, opened when the first mail needs it."""

    def __init__(self) -> None:
        self._connection: Any = None

    def close(self) -> None:
        """Hang up; a server that has hung up already is no fault."""
        if self._connection is not None:
            with suppress(OSError):
                self._connection.close()
            self._connection = None

    def carry(self, delivery: Delivery, now: datetime) -> bool:
        """Claim, send and mark one delivery; whether it left."""
        if is_secret(delivery.notification.kind):
            _lose(delivery)
            return False
        message_id = new_message_id() if delivery.channel == Channel.EMAIL else ""
        if not _claim(delivery, message_id, now):
            return False
        try:
            outcome, name = self._send(delivery, message_id)
        except UnknownKind as error:
            outcome, name = Outcome(Fate.NEVER, type(error).__name__), message_id
        except Exception as error:
            logger.exception("A notice of kind %s could not be written", delivery.notification.kind)
            outcome, name = Outcome(Fate.NEVER, type(error).__name__), message_id
        if outcome.fate is Fate.LATER:
            self.close()
        _mark(delivery, outcome, name, now)
        return outcome.fate is Fate.SENT

    def _send(self, delivery: Delivery, message_id: str) -> tuple[Outcome, str]:
        notification = delivery.notification
        if delivery.channel == Channel.TEXT:
            return send_text(delivery)
        kind = kind_named(notification.kind)
        enclosed = kind.enclosed(notification)
        message = letter_message(
            letter_of(notification, enclosed.values),
            address=delivery.address,
            message_id=message_id,
            connection=self.connection,
            optional=kind.is_optional,
            files=enclosed.files,
        )
        return send(message), message_id

    @property
    def connection(self) -> Any:
        """The connection, kept open from one mail to the next; a server that is away is met when a mail is sent."""
        if self._connection is None:
            self._connection = get_connection()
            try:
                self._connection.open()
            except OSError:
                self._connection = get_connection()
        return self._connection


def send_text(delivery: Delivery) -> tuple[Outcome, str]:
    """Send one text message: the outcome and the provider's name of it."""
    if not text_is_on():
        return Outcome(Fate.NEVER, "TEXT_SENDER"), ""
    with translation.override(delivery.notification.person.language):
        words = text_message_of(delivery.notification)
    try:
        return Outcome(Fate.SENT), text_sender().send(delivery.address, words)[:200]
    except TextRefused as error:
        return Outcome(Fate.NEVER, type(error).__name__), ""
    except Exception as error:  # whatever a provider's library raises: its text may hold the number
        logger.warning("A text message could not be sent: %s", type(error).__name__)
        return Outcome(Fate.LATER, type(error).__name__), ""


def after(attempts: int, now: datetime) -> datetime | None:
    """When to try again after so many failed attempts; None: no more."""
    return now + WAITS[attempts - 1] if attempts <= len(WAITS) else None


def _claim(delivery: Delivery, message_id: str, now: datetime) -> bool:
    """Make it ours: whoever else read it finds other attempts than it saw."""
    ours = Delivery.objects.due(now).filter(pk=delivery.pk, attempts=delivery.attempts)
    claimed = ours.update(attempts=F("attempts") + 1, next_attempt_at=now + LEASE, message_id=message_id)
    if claimed:
        delivery.attempts += 1
    return bool(claimed)


def _mark(delivery: Delivery, outcome: Outcome, message_id: str, now: datetime) -> None:
    ours = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.QUEUED, attempts=delivery.attempts)
    if outcome.fate is Fate.SENT:
        ours.update(state=DeliveryState.SENT, sent_at=now, message_id=message_id, error="", next_attempt_at=None)
        return
    if outcome.fate is Fate.REFUSED:
        refuse(deliveries=ours, address=delivery.address, reason=outcome.error, now=now)
        return
    again = after(delivery.attempts, now) if outcome.fate is Fate.LATER else None
    state = DeliveryState.QUEUED if again else DeliveryState.FAILED
    ours.update(state=state, next_attempt_at=again, error=outcome.error)
    if not again:
        logger.warning("A notice of kind %s could not be sent", delivery.notification.kind)


def _lose(delivery: Delivery) -> None:
    """A mail with a one-time link whose process ended before it left: nobody else knows the link."""
    Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.QUEUED).update(
        state=DeliveryState.FAILED, error=LOST, next_attempt_at=None
    )
