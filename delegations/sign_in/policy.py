"""Who may sign in at all, and whether the second factor that a role demands is there."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from delegations.models import Person
from delegations.scoping import scope_of

# Kept in the session once a second factor was found, so that ordinary requests ask the database nothing about it.
FACTOR_SEEN = "second_factor_seen"


def may_sign_in(person: Any) -> bool:
    """Whether the account is open and somebody has taken it: true of no other account, whatever door is tried."""
    return isinstance(person, Person) and person.is_active and person.has_joined


def second_factors(person: Person) -> Any:
    """Authenticator app and passkeys; recovery codes alone are not a second factor."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return Authenticator.objects.filter(user_id=person.pk, type__in=kinds)


def has_second_factor(person: Person) -> bool:
    """Whether the person has enrolled an authenticator app or a passkey."""
    return bool(second_factors(person).exists())


def must_have_second_factor(person: Person) -> bool:
    """Whether the person's postings of today demand one, here."""
    return settings.SECOND_FACTOR_REQUIRED and scope_of(person).needs_second_factor


def lacks_second_factor(person: Person) -> bool:
    """Whether one is demanded and missing."""
    return must_have_second_factor(person) and not has_second_factor(person)


def session_lacks_second_factor(request: HttpRequest) -> bool:
    """The same for who is signed in, remembering a yes in the session."""
    person = request.user
    if not isinstance(person, Person) or request.session.get(FACTOR_SEEN) == person.pk:
        return False
    if not must_have_second_factor(person):
        return False
    if not has_second_factor(person):
        return True
    request.session[FACTOR_SEEN] = person.pk
    return False


def forget_second_factor(request: HttpRequest) -> None:
    """Look again at the next request: a factor was added or removed."""
    request.session.pop(FACTOR_SEEN, None)
