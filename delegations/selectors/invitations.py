"""Invitations as pages ask for them: which one a token opens, who may send it again or withdraw it."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from delegations.errors import RevokedLink, UsedLink
from delegations.models import LinkPurpose, OneTimeLink, Person, Posting
from delegations.roles import Role
from delegations.scoping import scope_of
from delegations.selectors.links import link_of, refusal_of
from delegations.selectors.network.appointers import reach


def open_invitation(*, token: str, now: datetime | None = None) -> OneTimeLink:
    """The invitation of a token if it may still be accepted; a LinkRefused that says why not otherwise."""
    now = now or timezone.now()
    link = link_of(token=token, purpose=LinkPurpose.INVITATION)
    if link.person.has_joined:
        raise UsedLink
    if not link.person.is_active or is_over(link.posting):
        raise RevokedLink
    refusal = refusal_of(link, now)
    if refusal is not None:
        raise refusal
    return link


def is_over(posting: Posting | None) -> bool:
    """Whether there was a post to invite to, and it has ended."""
    return posting is not None and posting.ends_on is not None and posting.ends_on < timezone.localdate()


def may_invite(person: Person, posting: Posting | None) -> bool:
    """Whether this person sends and withdraws invitations to that post; to a bare account, only administrators."""
    scope = scope_of(person)
    if posting is None:
        return any(grant.role == Role.ADMINISTRATOR for grant in scope.grants)
    return scope.appoints(posting.role, **reach(delegation=posting.delegation, unit=posting.unit))
