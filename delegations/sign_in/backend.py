"""The one authentication backend: a person by e-mail, open and taken accounts only, at every request anew."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from delegations.models import Person
from delegations.sign_in.policy import may_sign_in


class SignInBackend(AuthenticationBackend):
    def user_can_authenticate(self, user: Any) -> bool:
        """Asked at sign-in and again for each request of a session: a closed account loses its sessions at once."""
        return may_sign_in(user)

    def _authenticate_by_email(self, email: str, password: str) -> Person | None:
        """The address on the account is the only one: an earlier one of the same person opens nothing."""
        person = Person.objects.filter(email__iexact=email.strip()).first()
        return self._check_password(person, password)
