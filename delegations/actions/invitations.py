"""Invitations: an account that was made for somebody is taken by them, with a link that only their mailbox holds."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from delegations import audit, notify
from delegations.actions.links import Wanted, issue_all, redeem, revoke, revoke_all
from delegations.actions.people import change_name
from delegations.errors import AlreadyJoined, ClosedAccount, InvitationOver, NotYoursToAppoint, WeakPassword
from delegations.models import LinkPurpose, OneTimeLink, Person, Posting
from delegations.notify.wording import absolute
from delegations.roles import Role
from delegations.selectors.invitations import is_over, may_invite, open_invitation, post_to_invite_to
from delegations.selectors.links import link_of, refusal_of
from delegations.sign_in.addresses import keep_address

VALID_FOR = timedelta(days=14)
# A family has other things on its mind.
FAMILY_VALID_FOR = timedelta(days=30)
INVITATION = LinkPurpose.INVITATION


def send_invitation(*, person: Person, posting: Posting | None = None, by: Person | None) -> OneTimeLink:
    """Mail the person a link to take their account; an earlier one stops working. Callers know that `by` may."""
    link, _url = invite(person=person, posting=posting, by=by)
    return link


@transaction.atomic
def invite(
    *, person: Person, posting: Posting | None = None, by: Person | None, sender: Person | None = None
) -> tuple[OneTimeLink, str]:
    """As `send_invitation`, and the address that was mailed. `sender`: in whose name, if not in `by`'s."""
    if person.has_joined:
        raise AlreadyJoined(person.full_name)
    if not person.is_active:
        raise ClosedAccount(person.full_name)
    if is_over(posting):
        raise InvitationOver
    is_family = posting is not None and posting.role == Role.FAMILY
    ((link, token),) = issue_all(
        purpose=INVITATION,
        wanted=[Wanted(person, person.email, posting, sender)],
        valid_for=FAMILY_VALID_FOR if is_family else VALID_FOR,
        by=by,
    )
    url = absolute(reverse("delegations:invitation", args=[token]))
    notify.tell_secretly(
        kind="family.invited" if is_family else "account.invited",
        person=person,
        address=link.sent_to,
        context={},
        # What the mail says about other people is kept with the mail only.
        secret_context={
            "url": url,
            "posting": posting,
            "sender": link.created_by.full_name if link.created_by else "",
            "last_day": timezone.localtime(link.expires_at).date(),
        },
    )
    return link, url


@transaction.atomic
def accept_invitation(*, token: str, full_name: str, password: str | None, language: str = "") -> Person:
    """The person takes the account: their name as they write it, a password or none (then they enter with codes).

    A LinkRefused, NoName or WeakPassword leaves everything as it was.
    """
    person = open_invitation(token=token).person
    if password is not None:
        _strong(password, person, full_name)
    redeem(token=token, purpose=INVITATION)
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    change_name(person=person, full_name=full_name, by=person)
    person.set_password(password)
    person.joined_at = timezone.now()
    if language in dict(settings.LANGUAGES):
        person.language = language
    person.save(update_fields=["password", "joined_at", "language"])
    keep_address(person)
    revoke_all(person=person, purpose=INVITATION, by=person)
    audit.record(
        type="account.joined",
        by=person,
        target=person,
        after={"has_password": password is not None, "language": person.language},
    )
    return person


def _strong(password: str, person: Person, full_name: str) -> None:
    probe = Person(email=person.email, full_name=full_name)
    try:
        validate_password(password, probe)
    except ValidationError as error:
        raise WeakPassword(error.messages) from None


@transaction.atomic
def resend_invitation(*, link: OneTimeLink, by: Person) -> OneTimeLink:
    """Mail a new link for the same account and post; NotYoursToAppoint for who may not give that post."""
    if not may_invite(by, link.posting):
        raise NotYoursToAppoint
    return send_invitation(person=link.person, posting=link.posting, by=by)


@transaction.atomic
def invite_again(*, person: Person, by: Person) -> OneTimeLink:
    """Mail a new link to whoever has not taken their account; NotYoursToAppoint for who gives none of their posts."""
    return send_invitation(person=person, posting=post_to_invite_to(person, by=by), by=by)


@transaction.atomic
def revoke_invitation(*, link: OneTimeLink, by: Person) -> bool:
    """Withdraw an invitation; whether there was anything to withdraw. The posting stays until somebody ends it."""
    if not may_invite(by, link.posting):
        raise NotYoursToAppoint
    return revoke(link=link, by=by)


@transaction.atomic
def renew_invitation(*, token: str) -> bool:
    """Whoever holds a link that is out of date asks for a new one: it goes to the same address, once per old link.

    Whether one was sent, which is told to nobody who asks.
    """
    link = link_of(token=token, purpose=INVITATION)
    Person.objects.select_for_update(no_key=True).get(pk=link.person_id)
    link.refresh_from_db(fields=["used_at", "revoked_at"])
    refusal = refusal_of(link, timezone.now())
    if refusal is None or refusal.code != "expired_link":
        return False
    if link.person.has_joined or not link.person.is_active or is_over(link.posting):
        return False
    invite(person=link.person, posting=link.posting, by=None, sender=link.created_by)
    return True
