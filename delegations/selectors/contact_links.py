"""Links of contact mails, as their page asks for them."""

from __future__ import annotations

from django.utils import timezone

from delegations.errors import RevokedLink, UsedLink
from delegations.models import LinkPurpose, OneTimeLink
from delegations.selectors.invitations import is_over
from delegations.selectors.links import link_of, refusal_of


def readable_contact_link(*, token: str) -> OneTimeLink:
    """The link of a post that still stands, used or not, within its days; a LinkRefused otherwise."""
    link = link_of(token=token, purpose=LinkPurpose.CONFIRM_CONTACT)
    if link.posting is None or is_over(link.posting) or not link.person.is_active:
        raise RevokedLink
    refusal = refusal_of(link, timezone.now())
    if refusal is not None and refusal.code != UsedLink.code:
        raise refusal
    return link


def open_contact_link(*, token: str) -> OneTimeLink:
    """The same, and not used yet."""
    link = readable_contact_link(token=token)
    if link.used_at is not None:
        raise UsedLink
    return link
