"""The only writers of one-time links: they are issued, used once, or revoked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_hex

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from delegations import audit
from delegations.models import LinkPurpose, OneTimeLink, Person, Posting
from delegations.selectors.links import fingerprint, link_of, refusal_of

TOKEN_BYTES = 32


@dataclass(frozen=True)
class Wanted:
    """A link to make: for whom, about which posting, to which address; and in whose name, where that is not `by`."""

    person: Person
    sent_to: str
    posting: Posting | None = None
    sender: Person | None = None


def issue(
    *,
    purpose: LinkPurpose,
    person: Person,
    posting: Posting | None = None,
    sent_to: str,
    valid_for: timedelta,
    by: Person | None,
) -> tuple[OneTimeLink, str]:
    """A new link and its token, which exists only in this answer. The open one of the same purpose is revoked."""
    ((link, token),) = issue_all(purpose=purpose, wanted=[Wanted(person, sent_to, posting)], valid_for=valid_for, by=by)
    return link, token


@transaction.atomic
def issue_all(
    *, purpose: LinkPurpose, wanted: Iterable[Wanted], valid_for: timedelta, by: Person | None
) -> list[tuple[OneTimeLink, str]]:
    """As `issue`, for many at once in a handful of statements."""
    wanted = list(wanted)
    if not wanted:
        return []
    _wait_for_others([one.person.pk for one in wanted])
    now = timezone.now()
    same = Q(posting__in=[one.posting for one in wanted if one.posting]) | Q(
        posting=None, person__in=[one.person for one in wanted if not one.posting]
    )
    OneTimeLink.objects.filter(same, purpose=purpose).open().update(revoked_at=now)
    made = []
    for one in wanted:
        token = token_hex(TOKEN_BYTES)  # no sign that a mail program would cut off at the end of a line
        link = OneTimeLink(
            purpose=purpose,
            token_hash=fingerprint(token),
            person=one.person,
            posting=one.posting,
            sent_to=one.sent_to,
            created_at=now,
            created_by=one.sender or by,
            expires_at=now + valid_for,
        )
        made.append((link, token))
    OneTimeLink.objects.bulk_create([link for link, _token in made], batch_size=500)
    single = made[0][0] if len(made) == 1 else None
    delegation, unit = audit.concerns(single.posting if single else None)
    audit.record(
        type="link.issued" if single else "links.issued",
        by=by,
        target=single,
        delegation=delegation,
        unit=unit,
        after={"purpose": purpose, "links": [link.pk for link, _token in made], "days": valid_for.days},
    )
    return made


def _wait_for_others(person_ids: list[int]) -> None:
    """Two that issue for the same person take turns; always in the same order, so that neither waits for the other."""
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=person_ids).order_by("pk").values_list("pk"))


@transaction.atomic
def redeem(*, token: str, purpose: LinkPurpose) -> OneTimeLink:
    """Use the link up: of two at once, one gets it. UnknownLink, UsedLink, RevokedLink or ExpiredLink otherwise."""
    link = link_of(token=token, purpose=purpose)
    now = timezone.now()
    if not OneTimeLink.objects.filter(pk=link.pk).live(now).update(used_at=now):
        link.refresh_from_db(fields=["used_at", "revoked_at"])
        raise refusal_of(link, now) or AssertionError("a link that is open was not redeemed")
    link.used_at = now
    audit.record(type="link.used", by=link.person, target=link, after={"purpose": link.purpose})
    return link


@transaction.atomic
def revoke(*, link: OneTimeLink, by: Person | None) -> bool:
    """Withdraw a link that was not used; whether there was anything to withdraw."""
    now = timezone.now()
    if not OneTimeLink.objects.filter(pk=link.pk).open().update(revoked_at=now):
        return False
    link.revoked_at = now
    audit.record(type="link.revoked", by=by, target=link, after={"purpose": link.purpose})
    return True


@transaction.atomic
def revoke_all(*, person: Person, by: Person | None, purpose: LinkPurpose | None = None) -> int:
    """Withdraw every open link of a person (of one purpose, if named); how many there were."""
    links = OneTimeLink.objects.filter(person=person).open()
    if purpose is not None:
        links = links.filter(purpose=purpose)
    revoked = links.update(revoked_at=timezone.now())
    if revoked:
        audit.record(type="links.revoked", by=by, target=person, after={"links": revoked, "purpose": purpose or "*"})
    return revoked
