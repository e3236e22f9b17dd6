"""Mails about signing in: their words from templates, their dress the same as every notice's.

They are no notices: nobody may turn them off, some go to addresses without an account, and codes are kept nowhere.
"""

from __future__ import annotations

import logging
import time
from typing import Any

from allauth.account import app_settings
from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from delegations.models import Person
from delegations.notify import NoticeKind
from delegations.notify.mail import Fate, send
from delegations.notify.wording import dressed, paragraphs, with_code_large
from delegations.sign_in import trail

logger = logging.getLogger(__name__)

_ASKED_AT_A_DOOR = NoticeKind(
    "sign_in.door",
    _("Entrada"),
    why=_("Recibe este correo porque alguien escribió esta dirección en OncoAbasto."),
    button=_("Poner una contraseña"),
    secret=True,
)
_ACCOUNT_CHANGED = NoticeKind(
    "sign_in.change",
    _("Cambios en cómo se entra"),
    why=_("Recibe este correo para que se entere de cada cambio en cómo se entra a su cuenta."),
    button=_("Ver mi cuenta"),
    mandatory=True,
)


def compose(prefix: str, to: list[str], context: dict[str, Any]) -> EmailMessage:
    """The mail of `prefix` (`account/email/login_code`), in the language in force."""
    text = render_to_string(f"{prefix}_message.txt", context).strip()
    html: str = paragraphs(text)
    if code := context.get("code"):
        html = with_code_large(html, code)
    words = dressed(
        subject=render_to_string(f"{prefix}_subject.txt", context),
        text=text,
        html=html,
        kind=_ACCOUNT_CHANGED if "timestamp" in context else _ASKED_AT_A_DOOR,
        person=Person(language=get_language() or settings.LANGUAGE_CODE),
        url=context.get("password_reset_url", ""),
    )
    message = EmailMultiAlternatives(words.subject, words.text, settings.DEFAULT_FROM_EMAIL, to)
    message.attach_alternative(words.html, "text/html")
    return message


def post(message: EmailMessage, *, about: str, person: Person | None) -> bool:
    """Hand it over; whether it left. What failed is in the log and in the trail, without the address; the page goes on.

    `about`: which mail (`login_code`). These mails are in no list of deliveries: what they hold is kept nowhere.
    """
    outcome = send(message)  # type: ignore[arg-type]  # always one with an HTML half: see compose()
    if outcome.fate is not Fate.SENT:
        logger.error("A mail about signing in did not leave: %s", outcome.error)
        trail.mail_failed(person, mail=about, error=outcome.error)
    return outcome.fate is Fate.SENT


def is_recent(moment: float) -> bool:
    """Whether a sign-in (seconds since the epoch) still counts as just now."""
    return time.time() - moment < app_settings.REAUTHENTICATION_TIMEOUT
