"""Telling: one notice in each inbox and what leaves by mail or text, written together; sending comes after commit."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from celery import current_app
from django.db import connection, transaction
from django.utils import timezone

from delegations.models import Channel, Delivery, DeliveryState, NoticePreference, Notification, Pace, Person
from delegations.notify.inbox import count_again
from delegations.notify.kinds import kind_named
from delegations.notify.mail import send_secret
from delegations.notify.packing import pack
from delegations.notify.text import NotANumber, e164, text_is_on

# One task sends this many: a killed worker leaves at most this much for the sweep.
BATCH = 50
# How long a secret mail may take before it counts as lost.
SECRET_LEASE = timedelta(minutes=15)


@dataclass(frozen=True)
class Recipient:
    """Somebody to tell, and where when not at their own address: the office's e-mail of a posting."""

    person: Person
    address: str = ""


@dataclass(frozen=True)
class Notice:
    """One thing to tell to some people."""

    kind: str
    to: Sequence[Person | Recipient]
    key: str
    context: dict[str, Any] = field(default_factory=dict)
    path: str = ""


def tell(
    *, kind: str, to: Iterable[Person | Recipient], key: str, context: dict[str, Any], path: str = ""
) -> list[Notification]:
    """Tell people something, once per key; the notices that are new."""
    return tell_all([Notice(kind, list(to), key, context, path)])


@transaction.atomic
def tell_all(notices: Sequence[Notice]) -> list[Notification]:
    """Tell many things in a handful of statements; the notices that are new. Closed accounts are told nothing."""
    now = timezone.now()
    people: dict[int, Person] = {}
    addresses: dict[tuple[int, str, str], list[str]] = {}
    rows: dict[tuple[int, str, str], Notification] = {}
    for notice in notices:
        kind_named(notice.kind)
        context = pack(notice.context)
        for recipient in map(_recipient, notice.to):
            person = recipient.person
            if not person.is_active:
                continue
            people[person.pk] = person
            told = (person.pk, notice.kind, notice.key)
            rows.setdefault(
                told,
                Notification(
                    person=person, kind=notice.kind, key=notice.key, context=context, path=notice.path, created_at=now
                ),
            )
            address = (recipient.address or person.email).lower()
            if address not in addresses.setdefault(told, []):
                addresses[told].append(address)
    new = _insert(list(rows.values()))
    if not new:
        return []
    paces = _paces(new)
    deliveries = [
        delivery
        for notification in new
        for delivery in _deliveries(notification, addresses[_told(notification)], paces, now)
    ]
    Delivery.objects.bulk_create(deliveries)
    count_again(notification.person_id for notification in new)
    send_later([row.pk for row in deliveries if row.state == DeliveryState.QUEUED])
    return new


@transaction.atomic
def tell_secretly(
    *, kind: str, person: Person, address: str, context: dict[str, Any], secret_context: dict[str, Any]
) -> Delivery:
    """Mail something that carries a one-time link: sent once, in this process after commit.

    `secret_context` (its `url` becomes the button) goes into the mail and nowhere else. When the mail cannot leave, the
    delivery says so (`failed`, `bounced`), and whoever asked for it issues a new link.
    """
    now = timezone.now()
    if not kind_named(kind).secret:
        raise ValueError(f"Notice kind {kind!r} is not secret: use tell.")
    notification = Notification.objects.create(
        person=person,
        kind=kind,
        key=uuid.uuid4().hex,
        context=pack(context),
        created_at=now,
        read_at=now,  # what there is to do stands in the mail, not here
    )
    delivery = Delivery.objects.create(
        notification=notification,
        channel=Channel.EMAIL,
        address=address.lower(),
        created_at=now,
        # Only this process can send it. A sweep that finds it later says that it was lost.
        next_attempt_at=now + SECRET_LEASE,
    )
    transaction.on_commit(partial(send_secret, delivery, secret_context), robust=True)
    return delivery


def send_later(delivery_ids: Sequence[int]) -> None:
    """Have workers send these after commit. A queue that is away stops nothing: the sweep finds them."""
    for start in range(0, len(delivery_ids), BATCH):
        later("deliver", list(delivery_ids[start : start + BATCH]))


def later(task: str, *args: Any) -> None:
    """Queue one of this package's tasks after commit."""
    name = f"delegations.notify.tasks.{task}"
    transaction.on_commit(lambda: current_app.send_task(name, args=args, retry=False), robust=True)


def _recipient(given: Person | Recipient) -> Recipient:
    return given if isinstance(given, Recipient) else Recipient(given)


def _told(notification: Notification) -> tuple[int, str, str]:
    return notification.person_id, notification.kind, notification.key


def _insert(rows: Sequence[Notification]) -> list[Notification]:
    """Write the notices that nobody wrote before; those that are new, with their keys."""
    if not rows:
        return []
    by_key = {_told(row): row for row in rows}
    columns: list[list[Any]] = [
        [row.person_id for row in rows],
        [row.kind for row in rows],
        [row.key for row in rows],
        [json.dumps(row.context) for row in rows],
        [row.path for row in rows],
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO delegations_notification (person_id, kind, key, context, path, created_at)
            SELECT person, kind, key, context, path, %s
              FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::jsonb[], %s::text[])
                   AS told (person, kind, key, context, path)
             ORDER BY person, kind, key
                ON CONFLICT (person_id, kind, key) DO NOTHING RETURNING id, person_id, kind, key
            """,
            [rows[0].created_at, *columns],
        )
        returned = cursor.fetchall()
    new = []
    for pk, *told in returned:
        row = by_key[tuple(told)]
        row.pk = pk
        new.append(row)
    return new


def _paces(new: Sequence[Notification]) -> dict[tuple[int, str, str], Pace]:
    """What these people chose for these kinds."""
    chosen = NoticePreference.objects.filter(
        person__in={row.person_id for row in new}, kind__in={row.kind for row in new}
    ).values_list("person_id", "kind", "channel", "pace")
    return {(person, kind, channel): Pace(pace) for person, kind, channel, pace in chosen}


def _deliveries(
    notification: Notification, addresses: Sequence[str], paces: dict[tuple[int, str, str], Pace], now: datetime
) -> list[Delivery]:
    """What leaves by mail or text. Nothing for who has not taken the account: the links would open nothing, and the
    invitation says what there is to know; the notice waits in the inbox.
    """
    kind, person = kind_named(notification.kind), notification.person
    made: list[Delivery] = []
    if not person.has_joined:
        return made

    def add(channel: Channel, address: str, pace: Pace) -> None:
        waits = pace is Pace.DIGEST
        made.append(
            Delivery(
                notification=notification,
                channel=channel,
                address=address,
                state=DeliveryState.WAITING if waits else DeliveryState.QUEUED,
                created_at=now,
                next_attempt_at=None if waits else now,
            )
        )

    by_mail = kind.pace(Channel.EMAIL, paces.get((person.pk, kind.name, Channel.EMAIL)))
    if by_mail is not Pace.NEVER:
        for address in addresses:
            add(Channel.EMAIL, address, by_mail)
    if text_is_on() and person.mobile_phone:
        by_text = kind.pace(Channel.TEXT, paces.get((person.pk, kind.name, Channel.TEXT)))
        number = _number(person)
        if by_text is not Pace.NEVER and number:
            add(Channel.TEXT, number, Pace.NOW)
    return made


def _number(person: Person) -> str:
    try:
        return e164(person.mobile_phone)
    except NotANumber:
        return ""
