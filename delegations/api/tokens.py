"""/api/v1/token/: a person's own token, by session or by e-mail and password."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib.auth import authenticate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle, SimpleRateThrottle

from delegations.actions.tokens import give_token, revoke_token
from delegations.models import Person


class TokenRequest(serializers.Serializer):
    """Nothing, for whoever is signed in; else both."""

    email = serializers.EmailField(required=False)
    password = serializers.CharField(required=False, trim_whitespace=False, style={"input_type": "password"})

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        missing = {"email", "password"} - attrs.keys()
        if len(missing) == 1:
            raise serializers.ValidationError({missing.pop(): _("Van los dos, correo y contraseña.")}, "required")
        return attrs


class TokenAnswer(serializers.Serializer):
    token = serializers.CharField(source="key")
    created = serializers.DateTimeField()


class PerAccountThrottle(SimpleRateThrottle):
    """Guesses at one account are counted together, wherever they come from."""

    scope = "token"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        email = request.data.get("email") if isinstance(request.data, dict) else None
        if not isinstance(email, str) or not email:
            return None
        ident = hashlib.sha256(email.strip().lower().encode()).hexdigest()
        return self.cache_format % {"scope": "token-account", "ident": ident}


class OwnToken(GenericAPIView):
    serializer_class = TokenRequest
    permission_classes = (AllowAny,)
    throttle_classes = (ScopedRateThrottle, PerAccountThrottle)
    throttle_scope = "token"
    summary_post = gettext_lazy("Obtener el token propio")
    details_post = gettext_lazy(
        "Con la sesión abierta, sin cuerpo; si no, con correo y contraseña. Pedirlo dos veces da el mismo."
    )
    answers_post = {200: TokenAnswer, 201: TokenAnswer}
    summary_delete = gettext_lazy("Revocar el token propio")
    answers_delete = {204: None}

    def post(self, request: Request) -> Response:
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        token, is_new = give_token(by=self._person(request, asked.validated_data))
        return Response(TokenAnswer(token).data, status=201 if is_new else 200)

    def delete(self, request: Request) -> Response:
        revoke_token(by=self._person(request, {}))
        return Response(status=204)

    def _person(self, request: Request, given: dict[str, str]) -> Person:
        if given:
            person = authenticate(request, username=given["email"], password=given["password"])
            if not isinstance(person, Person):
                raise AuthenticationFailed(_("El correo o la contraseña no son correctos."))
            return person
        if not isinstance(request.user, Person):
            raise NotAuthenticated
        return request.user
