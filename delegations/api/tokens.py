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
from delegations.api.errors import RefusedRequest
from delegations.errors.sign_in import SecondFactorMissing
from delegations.models import Person
from delegations.sign_in.policy import has_second_factor, must_have_second_factor


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
    token = serializers.CharField(help_text=gettext_lazy("Se muestra esta única vez."))


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
        "Con la sesión abierta, sin cuerpo; si no, con correo y contraseña, salvo que la cuenta tenga o exija un "
        "segundo factor. Cada vez es uno nuevo, y el anterior deja de servir."
    )
    answers_post = {201: TokenAnswer}
    summary_delete = gettext_lazy("Revocar el token propio")
    answers_delete = {204: None}

    def post(self, request: Request) -> Response:
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        try:
            token = give_token(by=self._person(request, asked.validated_data))
        except SecondFactorMissing as refusal:
            raise RefusedRequest(403, refusal.code, refusal.message, remedy=refusal.remedy) from refusal
        return Response(TokenAnswer({"token": token}).data, status=201, headers={"Cache-Control": "no-store"})

    def delete(self, request: Request) -> Response:
        revoke_token(by=self._person(request, {}))
        return Response(status=204)

    def _person(self, request: Request, given: dict[str, str]) -> Person:
        if given:
            person = authenticate(request, username=given["email"], password=given["password"])
            if not isinstance(person, Person):
                raise AuthenticationFailed(_("El correo o la contraseña no son correctos."))
            if must_have_second_factor(person) or has_second_factor(person):
                raise RefusedRequest(
                    403,
                    "second_factor_required",
                    _("La contraseña sola no basta para esta cuenta."),
                    remedy=_("Entre al sitio con su segundo factor y cree la clave en la página de su cuenta."),
                )
            return person
        if not isinstance(request.user, Person):
            raise NotAuthenticated
        return request.user
