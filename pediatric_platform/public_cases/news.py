"""Which mails leave to tellers without an account, and when: after the transaction, through a worker.

A task is given ids; the link's secret is made again when the mail is written, and kept nowhere. What happens within
minutes is one mail.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from celery import current_app
from django.core.cache import cache
from django.db import transaction
from django.utils.translation import get_language

from pediatric_platform.models import CaseFollower

GATHER_SECONDS = 120
# Should the worker lose it, the next news gets through after this long.
FORGET_SECONDS = 900


def write_news_later(followers: Iterable[CaseFollower]) -> int:
    """Those of them who left an address and no account are written to soon; how many."""
    told = [row.pk for row in followers if row.person_id is None and row.token_hash and row.contact_email]
    for follower in told:
        transaction.on_commit(partial(_queue_news, follower), robust=True)
    return len(told)


def write_folio_later(follower: CaseFollower) -> None:
    """The folio and the link, at once, in the language of the page."""
    arguments = [follower.pk, get_language()]
    transaction.on_commit(
        lambda: current_app.send_task("pediatric_platform.public_cases.tasks.write_folio", args=arguments, retry=False),
        robust=True,
    )


def gathering(follower: int) -> str:
    """By which it is known that a mail is about to leave."""
    return f"case-news:{follower}"


def _queue_news(follower: int) -> None:
    if cache.add(gathering(follower), 1, FORGET_SECONDS):
        name = "pediatric_platform.public_cases.tasks.write_news"
        current_app.send_task(name, args=[follower], countdown=GATHER_SECONDS, retry=False)
