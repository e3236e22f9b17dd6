"""Who may sign in at all, and whether the second factor that a role demands is there."""

from __future__ import annotations

import time
from enum import StrEnum
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from delegations.models import Person
from delegations.scoping import scope_of

# Kept in the session once a second factor was found, so that ordinary requests ask the database nothing about it.
FACTOR_SEEN = "second_factor_seen"
# Since when a session is known to be in use.
SEEN_AT = "seen_at"
# Seconds after which they ask again: a factor removed in another session is missed that long at most.
SEEN_FOR = 300


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


class Step(StrEnum):
    """What a session still owes before it may go on."""

    NOTHING = "nothing"
    ENROL = "enrol"
    # The factor is there, but this session was opened without it: before it was enrolled, from another device.
    PROVE = "prove"


def second_factor_step(request: HttpRequest) -> Step:
    """What who is signed in owes, remembered for some minutes in the session once it is nothing."""
    person = request.user
    if not isinstance(person, Person) or _was_seen(request, person) or not must_have_second_factor(person):
        return Step.NOTHING
    if not has_second_factor(person):
        return Step.ENROL
    proofs = get_authentication_records(request, person)
    if FACTOR_SEEN not in request.session and not any(proof.get("method") == "mfa" for proof in proofs):
        return Step.PROVE
    remember_second_factor(request, person)
    return Step.NOTHING


def remember_second_factor(request: HttpRequest, person: Person) -> None:
    """This session has shown, or enrolled, a second factor."""
    request.session[FACTOR_SEEN] = [person.pk, time.time()]


def forget_second_factor(request: HttpRequest) -> None:
    """Look again at the next request: a factor was removed, or somebody else signs in."""
    request.session.pop(FACTOR_SEEN, None)


def _was_seen(request: HttpRequest, person: Person) -> bool:
    whose, moment = request.session.get(FACTOR_SEEN) or (None, 0)
    return whose == person.pk and time.time() - moment < SEEN_FOR
