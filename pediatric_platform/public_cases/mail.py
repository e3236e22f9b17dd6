"""Mails to people without an account: the code, the folio with the secret link, and news of their case.

They are no notices: nobody of them has an inbox, and codes and links are kept nowhere.
"""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from delegations.models import Person
from delegations.notify import NoticeKind
from delegations.notify.mail import Fate, send
from delegations.notify.wording import absolute, dressed, paragraphs, with_code_large
from pediatric_platform.public_cases.secrets import shown

logger = logging.getLogger(__name__)

CODE = NoticeKind(
    "case.code",
    _("Código de un aviso"),
    why=_("Le llega este correo porque alguien puso aquí su dirección."),
    secret=True,
)
FOLLOW = NoticeKind(
    "case.follow",
    _("Su aviso"),
    why=_("Le llega este correo porque usted nos avisó."),
    button=_("Ver mi aviso"),
    secret=True,
)


def send_code(to: str, code: str, *, language: str) -> bool:
    """Whether it left. Nothing of what was written stands in it: whoever the address belongs to may not have asked."""
    return _post("code", to, {"code": shown(code)}, CODE, language=language)


def send_folio(to: str, *, folio: str, token: str, language: str) -> bool:
    """The folio, and the link that opens its page."""
    url = absolute(reverse("pediatric:case-public-follow", args=[token]))
    return _post("folio", to, {"folio": folio}, FOLLOW, url=url, language=language)


def send_news(to: str, *, folio: str, token: str, language: str) -> bool:
    """That there is something new; what it is stands behind the link."""
    url = absolute(reverse("pediatric:case-public-follow", args=[token]))
    return _post("news", to, {"folio": folio}, FOLLOW, url=url, language=language)


def _post(name: str, to: str, context: dict[str, Any], kind: NoticeKind, *, language: str, url: str = "") -> bool:
    """Compose and hand over; what failed is in the log, without the address."""
    with translation.override(language):
        base = f"pediatric_platform/public_mail/{name}"
        text = render_to_string(f"{base}.txt", context).strip()
        html: str = paragraphs(text)
        if code := context.get("code"):
            html = with_code_large(html, code)
        words = dressed(
            subject=render_to_string(f"{base}.subject.txt", context),
            text=text,
            html=html,
            kind=kind,
            person=Person(language=language),
            url=url,
        )
    message = EmailMultiAlternatives(words.subject, words.text, settings.DEFAULT_FROM_EMAIL, [to])
    message.attach_alternative(words.html, "text/html")
    outcome = send(message)
    if outcome.fate is not Fate.SENT:
        logger.error("A mail about a public case (%s) did not leave: %s", name, outcome.error)
    return outcome.fate is Fate.SENT
