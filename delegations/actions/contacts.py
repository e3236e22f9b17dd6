"""Holders are asked whether the telephone and e-mail of their post are right: one mail, one click."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from delegations import notify
from delegations.actions.links import Wanted, issue_all
from delegations.models import LinkPurpose, OneTimeLink, Person, Posting
from delegations.notify.wording import absolute

VALID_FOR = timedelta(days=30)
# The sweep asks nobody twice within a week; a person who asks again may, but not by pressing a button many times.
NOT_TWICE_WITHIN = timedelta(days=7)
NOT_AGAIN_WITHIN = timedelta(minutes=10)
CONFIRM = LinkPurpose.CONFIRM_CONTACT


@transaction.atomic
def ask_to_confirm(*, postings: Iterable[Posting], by: Person | None) -> list[OneTimeLink]:
    """Mail each holder a link about their post, to the office's address; who was asked just now is left out.

    Postings that ended, that have no contact or whose account is closed are left out too.
    """
    now = timezone.now()
    wanted = [
        Wanted(posting.person, posting.notice_address(), posting) for posting in _to_ask(postings, now, by is not None)
    ]
    links = []
    for link, token in issue_all(purpose=CONFIRM, wanted=wanted, valid_for=VALID_FOR, by=by):
        mail_link(link, token)
        links.append(link)
    return links


def mail_link(link: OneTimeLink, token: str) -> None:
    """Mail one link about a post."""
    notify.tell_secretly(
        kind="network.confirm_contact",
        person=link.person,
        address=link.sent_to,
        context={},
        secret_context={
            "url": absolute(reverse("delegations:contact-confirm", args=[token])),
            "posting": link.posting,
            "last_day": timezone.localtime(link.expires_at).date(),
        },
    )


def _to_ask(postings: Iterable[Posting], now: datetime, is_asked_by_a_person: bool) -> list[Posting]:
    since = now - (NOT_AGAIN_WITHIN if is_asked_by_a_person else NOT_TWICE_WITHIN)
    numbers = [posting.pk for posting in postings]
    asked = OneTimeLink.objects.filter(purpose=CONFIRM, posting__in=numbers, created_at__gt=since)
    return list(
        Posting.objects.filter(pk__in=numbers)
        .current_or_coming(timezone.localdate(now))
        .filter(person__is_active=True)
        .exclude(office_phone="", office_email="")
        .exclude(pk__in=asked.values("posting"))
        .select_related("person", "delegation", "unit__delegation")
        .order_by("pk")
    )
