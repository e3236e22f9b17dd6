"""One mail out of this process, and what became of it."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import make_msgid
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from celery import current_app
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.urls import reverse
from django.utils import timezone

from delegations.models import Delivery, DeliveryState
from delegations.notify.kinds import UnknownKind, kind_named
from delegations.notify.masking import without_addresses
from delegations.notify.wording import Words, absolute, letter_of

logger = logging.getLogger(__name__)

# SMTP replies that speak of the mailbox, not of the message or of us (RFC 5321, 4.2).
_NO_SUCH_MAILBOX = {550, 551, 553}


# A mail with a one-time link whose process ended before it left.
LOST = "interrupted"


class Fate(StrEnum):
    SENT = "sent"
    LATER = "later"  # what failed may work in a while
    REFUSED = "refused"  # the mailbox does not exist or takes nothing
    NEVER = "never"  # trying again would change nothing


@dataclass(frozen=True)
class Outcome:
    fate: Fate
    error: str = ""


def new_message_id() -> str:
    """A name for a mail, kept before it leaves so that a bounce finds it."""
    return make_msgid(domain=urlsplit(settings.SITE_URL).hostname or "localhost")


def letter_message(
    words: Words,
    *,
    address: str,
    message_id: str,
    connection: Any,
    optional: bool,
    files: Iterable[tuple[str, bytes, str]] = (),
) -> EmailMultiAlternatives:
    """The mail: text and HTML, named, marked as sent by a program; files (name, content, type) go with it."""
    headers = {"Message-ID": message_id, "Auto-Submitted": "auto-generated"}
    if optional:
        headers["List-Unsubscribe"] = f"<{absolute(reverse('delegations:notice-preferences'))}>"
    message = EmailMultiAlternatives(words.subject, words.text, to=[address], headers=headers, connection=connection)
    message.attach_alternative(words.html, "text/html")
    for name, content, mimetype in files:
        message.attach(name, content, mimetype)
    return message


def send(message: EmailMultiAlternatives) -> Outcome:
    """Hand a mail to the server. Never raises: the outcome says what happened, without an address."""
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        return _judged(code, said, Fate.REFUSED)
    except smtplib.SMTPDataError as error:
        fate = Fate.REFUSED if error.smtp_code in _NO_SUCH_MAILBOX else Fate.NEVER
        return _judged(error.smtp_code, error.smtp_error, fate)
    except smtplib.SMTPResponseException as error:
        # Our password, our sender: whoever runs the site puts that right, and then it leaves.
        return Outcome(Fate.LATER, _said(error.smtp_code, error.smtp_error))
    except OSError as error:  # smtplib's own errors are OSErrors too
        return Outcome(Fate.LATER, type(error).__name__)
    except Exception as error:
        logger.exception("A mail could not be made")
        return Outcome(Fate.NEVER, type(error).__name__)
    return Outcome(Fate.SENT)


def send_secret(delivery: Delivery, secrets: dict[str, Any]) -> None:
    """Send a mail with a one-time link and mark what became of it. There is no second attempt: the link is gone."""
    message_id = new_message_id()
    ours = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.QUEUED, attempts=0)
    if not ours.update(attempts=1, message_id=message_id):
        return
    try:
        words = letter_of(delivery.notification, secrets)
        outcome = send(
            letter_message(
                words, address=delivery.address, message_id=message_id, connection=get_connection(), optional=False
            )
        )
    except Exception as error:
        logger.exception("A mail with a one-time link could not be written")
        outcome = Outcome(Fate.NEVER, type(error).__name__)
    now = timezone.now()
    state = {Fate.SENT: DeliveryState.SENT, Fate.REFUSED: DeliveryState.BOUNCED}.get(outcome.fate, DeliveryState.FAILED)
    Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.QUEUED).update(
        state=state,
        error=outcome.error,
        sent_at=None if state == DeliveryState.FAILED else now,
        next_attempt_at=None,
    )
    if outcome.fate is Fate.REFUSED:
        current_app.send_task("delegations.notify.tasks.mark_refused", args=[delivery.pk], retry=False)


def is_secret(kind: str) -> bool:
    """Whether what is stored is not enough to send it again."""
    try:
        return kind_named(kind).secret
    except UnknownKind:
        return False


def _judged(code: int, said: bytes | str, permanent: Fate) -> Outcome:
    return Outcome(permanent if 500 <= code < 600 else Fate.LATER, _said(code, said))


def _said(code: int, said: bytes | str) -> str:
    text = said.decode(errors="replace") if isinstance(said, bytes) else said
    return without_addresses(" ".join(f"{code} {text}".split()))[:200]
