"""Who is told of what happens to a post: its holders, and who appoints them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from delegations.models import Handover, Holding, Person, Posting
from delegations.notify import Notice, Recipient, tell_all
from delegations.roles import NETWORK, Role
from delegations.selectors.network.appointers import Appointers


def tell_appointed(posting: Posting, *, by: Person | None) -> None:
    """The person who got it. A relative is told by their invitation alone."""
    if posting.role != Role.FAMILY:
        context = about(posting, by) | {"is_published": posting.role in NETWORK}
        tell_all([Notice("network.appointed", [holder(posting)], str(posting.pk), context, page_of(posting))])


def tell_substitute(cover: Posting, *, by: Person | None) -> None:
    """Who stands in, the titular, and who appoints them."""
    titular = cover.covers
    if titular is None:
        return
    context = about(cover, by) | {"titular": titular.person.full_name}
    to: list[Person | Recipient] = [holder(cover), holder(titular)]
    to += _others(_appointers(cover), by, cover.person, titular.person)
    tell_all([Notice("network.substitute", to, str(cover.pk), context, page_of(cover))])


def tell_handed_over(handover: Handover, *, by: Person | None) -> None:
    """Who leaves, who takes over, and who appoints them."""
    old, new = handover.from_posting, handover.to_posting
    context = about(new, by) | {
        "giver": old.person.full_name,
        "receiver": new.person.full_name,
        "open_items": sum(len(kind["items"]) for kind in handover.work),
        "note": handover.note,
    }
    to: list[Person | Recipient] = [holder(old), holder(new)]
    to += _others(_appointers(new), by, old.person, new.person)
    tell_all([Notice("network.handed_over", to, str(handover.pk), context, page_of(new))])


def tell_ended(posting: Posting, *, on: Any, reason: str, by: Person | None) -> None:
    """The holder (`on` None: it was withdrawn before it began); and who appoints, where the post is empty already."""
    if posting.role == Role.FAMILY:
        return
    context = about(posting, by) | {"on": on, "reason": reason.strip()}
    path = page_of(posting) if on is not None else ""
    notices = [Notice("network.ended", [holder(posting)], f"{posting.pk}:{on or ''}", context, path)]
    if on is not None and on < timezone.localdate():
        notices += vacancies([posting], besides=by)
    tell_all(notices)


def tell_bounced(postings: Sequence[Posting]) -> None:
    """The holders, at their own address since the office's does not work; and who appoints them. Of a relative whose
    mail came back nobody else is told: whoever invited them sees it on the child's page."""
    appointers = Appointers(timezone.localdate())
    tell_all(
        [
            Notice(
                "network.contact_bounced",
                [posting.person, *_others(appointers.of_posting(posting).people, None, posting.person)],
                f"{posting.pk}:{posting.contact_bounced_at:%Y-%m-%d}",
                about(posting, None) | {"address": posting.notice_address(), "is_own": not posting.office_email},
                page_of(posting),
            )
            for posting in postings
            if posting.role != Role.FAMILY
        ]
    )


def vacancies(postings: Iterable[Posting], *, besides: Person | None = None) -> list[Notice]:
    """That these posts of the network have nobody since their last day: to whose task it is to fill them."""
    appointers = Appointers(timezone.localdate())
    return [
        Notice(
            "network.gap",
            _others(appointers.of_posting(posting).people, besides),
            f"vacant:{posting.pk}:{posting.ends_on}",
            about(posting, None) | {"since": posting.ends_on + timedelta(days=1)},
            reverse("delegations:network-gaps"),
        )
        for posting in postings
        if posting.role in NETWORK and posting.holding in (Holding.TITULAR, Holding.SUBSTITUTE) and posting.ends_on
    ]


def endings(postings: Iterable[Posting]) -> list[Notice]:
    """That these postings end soon and nobody follows: to the holders and to who appoints them."""
    appointers = Appointers(timezone.localdate())
    return [
        Notice(
            "network.ending_soon",
            [holder(posting), *_others(appointers.of_posting(posting).people, None, posting.person)],
            f"{posting.pk}:{posting.ends_on}",
            about(posting, None),
            page_of(posting),
        )
        for posting in postings
    ]


def holder(posting: Posting) -> Recipient:
    """The holder of a posting, where mail about the post goes."""
    return Recipient(posting.person, posting.notice_address())


def about(posting: Posting, by: Person | None) -> dict[str, Any]:
    """A posting as a notice keeps it: plain values."""
    return {
        "holder": posting.person.full_name,
        "role": posting.role,
        "holding": posting.holding,
        "where": "" if posting.is_national else posting.where,
        "starts_on": posting.starts_on,
        "ends_on": posting.ends_on,
        "by": by.full_name if by else "",
    }


def page_of(posting: Posting) -> str:
    return reverse("delegations:posting", args=[posting.pk])


def _appointers(posting: Posting) -> tuple[Person, ...]:
    return Appointers(timezone.localdate()).of_posting(posting).people


def _others(people: Iterable[Person], by: Person | None, *told: Person) -> list[Person]:
    """Without whoever did it, who knows, and those who are told anyway."""
    known = {person.pk for person in told} | ({by.pk} if by else set())
    return [person for person in people if person.pk not in known]
