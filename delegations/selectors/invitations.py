"""Invitations as pages ask for them: which one a token opens, who may send it again or withdraw it."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from delegations.errors import NotYoursToAppoint, RevokedLink, UsedLink
from delegations.models import LinkPurpose, OneTimeLink, Person, Posting, Unit
from delegations.roles import Role
from delegations.scoping import scope_of
from delegations.selectors.accounts import administers, standing_postings
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
    if posting is None:
        return administers(person)
    return scope_of(person).appoints(posting.role, **reach(delegation=posting.delegation, unit=posting.unit))


def family_units(person: Person) -> list[Unit]:
    """The hospitals to whose families this person gives access."""
    scope = scope_of(person)
    if Role.FAMILY not in scope.appointable:
        return []
    units = Unit.objects.visible_to(person).open_on(timezone.localdate()).order_by("name")
    return [unit for unit in units if scope.appoints(Role.FAMILY, **reach(delegation=None, unit=unit))]


def post_to_invite_to(person: Person, *, by: Person) -> Posting | None:
    """The post with which `by` invites that person again; None, a bare account, for who administers.

    NotYoursToAppoint when `by` gives none of the person's posts.
    """
    for posting in standing_postings(person):
        if posting.role != Role.FAMILY and may_invite(by, posting):
            return posting
    if administers(by):
        return None
    raise NotYoursToAppoint


def may_invite_person(by: Person, person: Person) -> bool:
    """Whether an invitation may be sent to the person, by this one."""
    if person.has_joined or not person.is_active:
        return False
    try:
        post_to_invite_to(person, by=by)
    except NotYoursToAppoint:
        return False
    return True


def last_invitation(person: Person, *, by: Person) -> OneTimeLink | None:
    """The latest invitation of the person that `by` sees, with its state."""
    rows = OneTimeLink.objects.visible_to(by).filter(person=person, purpose=LinkPurpose.INVITATION)
    return rows.with_state(timezone.now()).order_by("-pk").first()
