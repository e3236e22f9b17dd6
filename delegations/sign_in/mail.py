"""Mails about signing in: subject and text from templates, the HTML made from the text in one layout."""

from __future__ import annotations

import time
from typing import Any

from allauth.account import app_settings
from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.template.loader import render_to_string


def compose(prefix: str, to: list[str], context: dict[str, Any]) -> EmailMessage:
    """The mail of `prefix` (`account/email/login_code`), in the language in force."""
    context = context | {"site_url": settings.SITE_URL, "simulated": settings.SIMULATED}
    subject = " ".join(render_to_string(f"{prefix}_subject.txt", context).split())
    text = render_to_string(f"{prefix}_message.txt", context).strip() + "\n"
    paragraphs = [part.strip() for part in text.split("\n\n") if part.strip()]
    html = render_to_string("account/email/layout.html", {"subject": subject, "paragraphs": paragraphs, **context})
    message = EmailMultiAlternatives(subject, text, settings.DEFAULT_FROM_EMAIL, to)
    message.attach_alternative(html, "text/html")
    return message


def is_recent(moment: float) -> bool:
    """Whether a sign-in (seconds since the epoch) still counts as just now."""
    return time.time() - moment < app_settings.REAUTHENTICATION_TIMEOUT
