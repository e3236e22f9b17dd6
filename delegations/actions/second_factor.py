"""A second factor that was lost: taken off the account by the administration, with a written reason."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from rest_framework.authtoken.models import Token

from delegations import audit, notify
from delegations.errors import ExplanationNeeded, NotAnAdministrator
from delegations.errors.sign_in import NothingToReset, OwnSecondFactor
from delegations.models import Person
from delegations.selectors.accounts import administers


@transaction.atomic
def reset_second_factor(*, person: Person, reason: str, by: Person | None) -> Person:
    """Remove app, passkeys and recovery codes, end the sessions and the API key, and tell the person.

    Whoever may have found the telephone is out with it; the person enters by mail or password and enrols anew.
    """
    if not administers(by):
        raise NotAnAdministrator
    if by is not None and by.pk == person.pk:
        raise OwnSecondFactor
    if not reason.strip():
        raise ExplanationNeeded
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    factors = list(Authenticator.objects.filter(user_id=person.pk))
    if not factors:
        raise NothingToReset(person.full_name)
    Authenticator.objects.filter(user_id=person.pk).delete()
    keys, _per_model = Token.objects.filter(user=person).delete()
    audit.record(
        type="second_factor.reset",
        by=by,
        target=person,
        before={"factors": sorted(factor.type for factor in factors)},
        after={"reason": reason.strip(), "sessions": end_sessions(person), "api_keys": keys},
    )
    notify.tell(
        kind="account.second_factor_reset",
        to=[person],
        key=f"{timezone.now():%Y%m%d%H%M%S%f}",
        context={"by": by.full_name if by else "", "reason": reason.strip()},
        path=reverse("mfa_index"),
    )
    return person


def end_sessions(person: Person) -> int:
    """End every session of a person, wherever it is open; how many there were."""
    sessions = list(UserSession.objects.filter(user=person))
    for session in sessions:
        session.end()
    return len(sessions)
