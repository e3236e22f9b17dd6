"""Text messages (SMS, WhatsApp): the interface that a provider's adapter fills in, and one that only writes a log."""

from __future__ import annotations

import logging
import re
import uuid
from functools import cache
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from delegations.notify.masking import masked_number

logger = logging.getLogger(__name__)

_E164 = re.compile(r"\+[1-9]\d{7,14}")
_FILLING = re.compile(r"[\s().\-]")


class TextSender(Protocol):
    """Sends one text message. Raises when it could not: TextRefused when it never will, anything else to try again."""

    def send(self, to: str, text: str) -> str:
        """Send to a number in E.164; the provider's name of the message."""


class TextRefused(Exception):
    """The provider will never deliver to this number."""


class NotANumber(ValueError):
    """Not a telephone number of Mexico (ten digits) nor of the world (E.164)."""


class ConsoleTextSender:
    """For a laptop: says in the log that a message would have left, without its words or its number."""

    def send(self, to: str, text: str) -> str:
        logger.info("Text message to %s (%d characters)", masked_number(to), len(text))
        return f"console-{uuid.uuid4().hex[:12]}"


def e164(number: str) -> str:
    """`33 1234 5678` as `+523312345678`; NotANumber for what cannot be dialled."""
    digits = _FILLING.sub("", number)
    if re.fullmatch(r"[2-9]\d{9}", digits):
        return f"+52{digits}"
    # Before 2019 mobiles were dialled 1 after the country's 52.
    digits = re.sub(r"^\+521(?=\d{10}$)", "+52", digits)
    if not _E164.fullmatch(digits) or (digits.startswith("+52") and len(digits) != 13):
        raise NotANumber
    return digits


def text_is_on() -> bool:
    """Whether this site sends text messages at all."""
    return bool(settings.TEXT_SENDER)


def text_sender() -> TextSender:
    """The adapter that the settings name."""
    return _made(settings.TEXT_SENDER)


@cache
def _made(dotted_path: str) -> TextSender:
    sender: TextSender = import_string(dotted_path)()
    return sender
