"""Accounts closed, reopened, and moved to another address: by the administration, with a reason."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from rest_framework.authtoken.models import Token

from delegations import audit, notify
from delegations.actions import network
from delegations.actions.invitations import invite, send_invitation
from delegations.actions.links import revoke_all
from delegations.actions.people import change_name
from delegations.actions.second_factor import end_sessions
from delegations.errors import (
    BadEmail,
    EmailTaken,
    ExplanationNeeded,
    LastAdministrator,
    NotAnAdministrator,
    OwnAccount,
    StillTitular,
)
from delegations.models import LinkPurpose, OneTimeLink, Person
from delegations.roles import Role
from delegations.selectors.accounts import administers, administrators, standing_postings, titular_posts
from delegations.sign_in.addresses import keep_address


@transaction.atomic
def close_account(*, person: Person, reason: str, by: Person | None, end_posts: bool = False) -> Person:
    """Nobody enters with it any more: sessions, password, API key and open links end, and so do its postings, today.

    StillTitular when posts would lose their titular and `end_posts` does not say that they shall.
    """
    person = _taken_in_hand(person, reason, by)
    if not person.is_active:
        return person
    if by is not None and by.pk == person.pk:
        raise OwnAccount
    if list(administrators().filter(joined_at__isnull=False)) == [person]:
        raise LastAdministrator
    posts = titular_posts(person)
    if posts and not end_posts:
        raise StillTitular(person.full_name, [str(posting) for posting in posts])
    person.is_active = False
    # Another unusable password each time: what any session was signed with is gone.
    person.set_unusable_password()
    person.save(update_fields=["is_active", "password"])
    ended = _end_postings(person, reason, by)
    links = revoke_all(person=person, by=by)
    keys, _per_model = Token.objects.filter(user=person).delete()
    audit.record(
        type="account.closed",
        by=by,
        target=person,
        after={
            "reason": reason.strip(),
            "postings_ended": ended,
            "links_revoked": links,
            "api_keys": keys,
            "sessions": end_sessions(person),
        },
    )
    return person


def _end_postings(person: Person, reason: str, by: Person | None) -> list[int]:
    ended = []
    for posting in standing_postings(person):
        # Who administers closes the account of a relative, but gives and takes no relative's place at a hospital.
        actor = None if posting.role == Role.FAMILY else by
        network.end(posting=posting, on=timezone.localdate(), reason=reason, by=actor)
        ended.append(posting.pk)
    return ended


@transaction.atomic
def reopen_account(*, person: Person, reason: str, by: Person | None) -> OneTimeLink | None:
    """The account may be taken again, with a new invitation to its address. Its postings are given anew, by who may.

    None: it was open.
    """
    person = _taken_in_hand(person, reason, by)
    if person.is_active:
        return None
    person.is_active, person.joined_at = True, None
    person.save(update_fields=["is_active", "joined_at"])
    audit.record(type="account.reopened", by=by, target=person, after={"reason": reason.strip()})
    return send_invitation(person=person, by=by)


@transaction.atomic
def correct_details(*, person: Person, full_name: str, email: str, reason: str, by: Person | None) -> Person:
    """Name and address at once, or neither."""
    person = change_email(person=person, email=email, reason=reason, by=by)
    return change_name(person=person, full_name=full_name, by=by)


@transaction.atomic
def change_email(*, person: Person, email: str, reason: str, by: Person | None) -> Person:
    """Another address to enter with: both are told, links to the old one end, an invitation goes to the new one."""
    person = _taken_in_hand(person, reason, by)
    address, before = email.strip().lower(), person.email
    try:
        validate_email(address)
    except ValidationError:
        raise BadEmail(address) from None
    if address == before:
        return person
    if Person.objects.filter(email__iexact=address).exclude(pk=person.pk).exists():
        raise EmailTaken(address)
    invitations = list(
        OneTimeLink.objects.filter(person=person, purpose=LinkPurpose.INVITATION).open().select_related("posting")
    )
    revoke_all(person=person, by=by)
    person.email = address
    try:
        with transaction.atomic():
            person.save(update_fields=["email"])
    except IntegrityError:
        raise EmailTaken(address) from None
    audit.record(
        type="account.email_changed",
        by=by,
        target=person,
        before={"email": before},
        after={"email": address, "reason": reason.strip()},
    )
    if person.has_joined:
        keep_address(person)
        notify.tell(
            kind="account.email_changed",
            to=[notify.Recipient(person), notify.Recipient(person, before)],
            key=f"{timezone.now():%Y%m%d%H%M%S%f}",
            context={},
            path="",
        )
    for link in invitations:
        invite(person=person, posting=link.posting, by=by)
    return person


def _taken_in_hand(person: Person, reason: str, by: Person | None) -> Person:
    """The account as it is now that it is our turn; NotAnAdministrator, ExplanationNeeded."""
    if not administers(by):
        raise NotAnAdministrator
    if by is not None and not reason.strip():
        raise ExplanationNeeded
    return Person.objects.select_for_update(no_key=True).get(pk=person.pk)
