"""What a person's own page shows of how they enter, and of where they answer."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils import timezone
from rest_framework.authtoken.models import Token

from delegations.models import Person, Posting
from delegations.roles import Role
from delegations.scoping import scope_of


@dataclass(frozen=True)
class Entrance:
    """How the account is entered."""

    has_password: bool
    has_app: bool
    passkeys: int
    has_codes: bool
    sessions: int
    key: Token | None


def entrance_of(person: Person) -> Entrance:
    kinds = list(Authenticator.objects.filter(user_id=person.pk).values_list("type", flat=True))
    return Entrance(
        has_password=person.has_usable_password(),
        has_app=Authenticator.Type.TOTP in kinds,
        passkeys=kinds.count(Authenticator.Type.WEBAUTHN),
        has_codes=Authenticator.Type.RECOVERY_CODES in kinds,
        sessions=UserSession.objects.filter(user_id=person.pk).count(),
        key=Token.objects.filter(user_id=person.pk).first(),
    )


def works_here(person: Person) -> bool:
    """Whether some posting of today is one of staff: a relative signs nothing, and no program works for them."""
    return any(grant.role != Role.FAMILY for grant in scope_of(person).grants)


def own_postings(person: Person) -> list[Posting]:
    """Those in force and to come, the country's first."""
    return list(
        Posting.objects.filter(person_id=person.pk)
        .current_or_coming(timezone.localdate())
        .select_related("delegation", "unit__delegation")
        .order_by("-is_national", "starts_on", "pk")
    )
