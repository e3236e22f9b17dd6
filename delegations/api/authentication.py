"""`Authorization: Token …`: who asks by key, as long as the account may still be entered."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.authentication import TokenAuthentication
from rest_framework.authtoken.models import Token
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied

from delegations.actions.tokens import kept_as
from delegations.errors.sign_in import SecondFactorMissing
from delegations.sign_in.policy import lacks_second_factor, may_sign_in


class KeyAuthentication(TokenAuthentication):
    """The key itself is nowhere: its hash is looked up."""

    def authenticate_credentials(self, key: str) -> tuple[Any, Token]:
        token = Token.objects.select_related("user").filter(key=kept_as(key)).first()
        if token is None or not may_sign_in(token.user):
            raise AuthenticationFailed(_("La clave no es válida, se revocó, o la cuenta se cerró."))
        if lacks_second_factor(token.user):
            refusal = SecondFactorMissing()
            raise PermissionDenied(f"{refusal.message} {refusal.remedy}", refusal.code)
        return token.user, token
