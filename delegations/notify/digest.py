"""The daily mail: at seven where the person works, everything that waits for it, and nothing where nothing waits."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from delegations.actions.bounces import refuse
from delegations.models import Channel, Delivery, DeliveryState, Person, Posting
from delegations.notify.deliver import LEASE, after
from delegations.notify.inbox import inbox_line
from delegations.notify.mail import Fate, Outcome, letter_message, new_message_id, send
from delegations.notify.wording import Words, absolute, dressed, plain

logger = logging.getLogger(__name__)

AT = time(7)


def send_digests(*, now: datetime) -> int:
    """Send the digests whose hour has come; how many left. Run twice, the second finds nothing."""
    sent = 0
    for (_person, _address), rows in _waiting(now).items():
        claimed = _claim(rows, now)
        if claimed:
            sent += _send(claimed, now)
    return sent


def last_seven(now: datetime, zone: ZoneInfo) -> datetime:
    """The last seven o'clock that a clock there has struck."""
    local = now.astimezone(zone)
    seven = datetime.combine(local.date(), AT, zone)
    return seven if seven <= local else datetime.combine(local.date() - timedelta(days=1), AT, zone)


def _waiting(now: datetime) -> dict[tuple[int, str], list[Delivery]]:
    """What waited at somebody's last seven o'clock, by person and address."""
    rows = list(
        Delivery.objects.filter(state=DeliveryState.WAITING, channel=Channel.EMAIL)
        .filter(Q(next_attempt_at__isnull=True) | Q(next_attempt_at__lte=now))
        .select_related("notification__person")
        .order_by("notification__created_at", "pk")
    )
    zones = zones_of({row.notification.person_id for row in rows}, now)
    found: dict[tuple[int, str], list[Delivery]] = defaultdict(list)
    for row in rows:
        person_id = row.notification.person_id
        if row.created_at < last_seven(now, zones.get(person_id, ZoneInfo(settings.TIME_ZONE))):
            found[(person_id, row.address)].append(row)
    return found


def zones_of(person_ids: Iterable[int], now: datetime) -> dict[int, ZoneInfo]:
    """The time zone of each person's place of work, where their posting has one; the newest posting counts."""
    postings = (
        Posting.objects.current(timezone.localdate(now))
        .filter(person__in=list(person_ids))
        .order_by("starts_on", "pk")
        .values_list("person_id", "unit__time_zone", "delegation__time_zone")
    )
    return {person: ZoneInfo(unit or delegation) for person, unit, delegation in postings if unit or delegation}


@transaction.atomic
def _claim(rows: Sequence[Delivery], now: datetime) -> list[Delivery]:
    """The rows that no other worker has taken; they are ours for as long as a mail takes."""
    free = Delivery.objects.filter(pk__in=[row.pk for row in rows], state=DeliveryState.WAITING).filter(
        Q(next_attempt_at__isnull=True) | Q(next_attempt_at__lte=now)
    )
    ours = set(free.select_for_update(skip_locked=True).values_list("pk", flat=True))
    claimed = [row for row in rows if row.pk in ours]
    message_id = new_message_id()
    Delivery.objects.filter(pk__in=ours).update(
        attempts=F("attempts") + 1, next_attempt_at=now + LEASE, message_id=message_id
    )
    for row in claimed:
        row.attempts += 1
        row.message_id = message_id
    return claimed


def _send(rows: Sequence[Delivery], now: datetime) -> bool:
    first = rows[0]
    try:
        words = digest_of(first.notification.person, rows)
        message = letter_message(
            words,
            address=first.address,
            message_id=first.message_id,
            connection=get_connection(),
            optional=True,
        )
        outcome = send(message)
    except Exception as error:
        logger.exception("A digest could not be written")
        outcome = Outcome(Fate.NEVER, type(error).__name__)
    _mark(rows, outcome, now)
    return outcome.fate is Fate.SENT


def digest_of(person: Person, rows: Sequence[Delivery]) -> Words:
    """One mail with a line and a link for each notice, in the reader's language."""
    with translation.override(person.language):
        lines = [
            {"line": line, "url": absolute(reverse("delegations:notification", args=[row.notification_id]))}
            for row in rows
            if (line := inbox_line(row.notification))
        ]
        count = len(lines)
        subject = ngettext("OncoAbasto: %(count)d aviso", "OncoAbasto: %(count)d avisos", count) % {"count": count}
        context = {"lines": lines, "count": count, "person": person}
        return dressed(
            subject=subject,
            text=plain("notices/digest.txt", context),
            html=render_to_string("notices/digest.html", context),
            kind=None,
            person=person,
            url=absolute(reverse("delegations:inbox")),
        )


def _mark(rows: Sequence[Delivery], outcome: Outcome, now: datetime) -> None:
    ours = Delivery.objects.filter(pk__in=[row.pk for row in rows], state=DeliveryState.WAITING)
    if outcome.fate is Fate.SENT:
        ours.update(state=DeliveryState.SENT, sent_at=now, next_attempt_at=None, error="")
    elif outcome.fate is Fate.REFUSED:
        refuse(deliveries=ours, address=rows[0].address, reason=outcome.error, now=now)
    else:
        tried = max(row.attempts for row in rows)
        again = after(tried, now) if outcome.fate is Fate.LATER else None
        state = DeliveryState.WAITING if again else DeliveryState.FAILED
        ours.update(state=state, next_attempt_at=again, error=outcome.error)
