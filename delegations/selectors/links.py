"""One-time links by their token. The token itself is kept nowhere: what is compared is its SHA-256."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.utils import timezone

from delegations.errors import ExpiredLink, LinkRefused, RevokedLink, UnknownLink, UsedLink
from delegations.models import LinkPurpose, OneTimeLink


def fingerprint(token: str) -> str:
    """What is stored of a token."""
    return sha256(token.encode()).hexdigest()


def link_of(*, token: str, purpose: LinkPurpose) -> OneTimeLink:
    """The link of a token, whatever its state; UnknownLink when there is none for that purpose."""
    link = (
        OneTimeLink.objects.select_related(
            "person", "created_by", "posting__unit__delegation", "posting__delegation", "posting__person"
        )
        .filter(token_hash=fingerprint(token), purpose=purpose)
        .first()
    )
    if link is None:
        raise UnknownLink
    return link


def open_link(*, token: str, purpose: LinkPurpose, now: datetime | None = None) -> OneTimeLink:
    """The link if it would still open; UnknownLink, UsedLink, RevokedLink or ExpiredLink otherwise. Changes nothing."""
    link = link_of(token=token, purpose=purpose)
    refusal = refusal_of(link, now or timezone.now())
    if refusal is not None:
        raise refusal
    return link


def refusal_of(link: OneTimeLink, now: datetime) -> LinkRefused | None:
    """Why the link does not open, if it does not."""
    if link.used_at is not None:
        return UsedLink()
    if link.revoked_at is not None:
        return RevokedLink(is_followed=is_followed(link))
    if link.expires_at <= now:
        return ExpiredLink()
    return None


def is_followed(link: OneTimeLink) -> bool:
    """Whether a newer link for the same purpose was sent to the same person."""
    later = OneTimeLink.objects.filter(
        purpose=link.purpose, person_id=link.person_id, posting=link.posting, created_at__gt=link.created_at
    )
    return later.open().exists()
