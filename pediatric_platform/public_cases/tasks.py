"""What the workers do for people without an account; safe to repeat."""

from __future__ import annotations

from celery import shared_task
from django.core.cache import cache

from delegations.retrying import RETRY
from pediatric_platform.actions.public_cases import forget_drafts as forget
from pediatric_platform.actions.public_cases.writing import write_folio as folio
from pediatric_platform.actions.public_cases.writing import write_news as news
from pediatric_platform.public_cases.news import gathering


class MailFailed(Exception):
    """It did not leave; later it may."""


MAIL_RETRY = RETRY | {"autoretry_for": (*RETRY["autoretry_for"], MailFailed)}


@shared_task(**RETRY)
def forget_drafts() -> int:
    """What nobody confirmed within its hour is deleted."""
    return forget()


@shared_task(**MAIL_RETRY)
def write_folio(follower: int, language: str) -> None:
    """The folio and the link to whoever just confirmed."""
    if not folio(follower_id=follower, language=language):
        raise MailFailed


@shared_task(**MAIL_RETRY)
def write_news(follower: int) -> None:
    """That there is something new. What comes from now on is another mail."""
    cache.delete(gathering(follower))
    if not news(follower_id=follower):
        raise MailFailed
