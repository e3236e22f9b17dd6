"""/correo/rebotes/: where the mail provider says that a mail came back."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from django.conf import settings
from rest_framework import serializers
from rest_framework.exceptions import AuthenticationFailed, NotFound
from rest_framework.parsers import JSONParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView

from delegations.actions.bounces import record_bounce

HARD, SOFT = "hard", "soft"


class BounceSerializer(serializers.Serializer):
    """Which mail, by its name or its address, and whether it is any use to write there again."""

    address = serializers.EmailField(required=False, default="", allow_blank=True)
    message_id = serializers.CharField(required=False, default="", allow_blank=True, max_length=200)
    kind = serializers.ChoiceField(choices=[HARD, SOFT])
    reason = serializers.CharField(required=False, default="", allow_blank=True, max_length=1000)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not attrs["address"] and not attrs["message_id"]:
            raise serializers.ValidationError({"address": "address or message_id"}, "required")
        return attrs


class MailBounces(APIView):
    """Authorised by the shared secret MAIL_WEBHOOK_SECRET: as a bearer token, or as `X-Signature: sha256=<HMAC of the
    body>`. Without that setting there is nothing here.
    """

    authentication_classes = ()
    permission_classes = (AllowAny,)
    parser_classes = (JSONParser,)
    throttle_classes = (ScopedRateThrottle,)
    throttle_scope = "webhook"
    schema = None

    def post(self, request: Request) -> Response:
        body = request.body
        if not settings.MAIL_WEBHOOK_SECRETS:
            raise NotFound
        if not any(is_authentic(body, request.headers, secret) for secret in settings.MAIL_WEBHOOK_SECRETS):
            raise AuthenticationFailed
        asked = BounceSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        bounce = asked.validated_data
        marked = record_bounce(
            address=bounce["address"],
            message_id=bounce["message_id"],
            hard=bounce["kind"] == HARD,
            reason=bounce["reason"],
            trusted=True,
        )
        return Response({"deliveries": marked})


def is_authentic(body: bytes, headers: Any, secret: str) -> bool:
    """Whether the request carries the secret, or a signature made with it. Compared in constant time."""
    given = headers.get("Authorization", "")
    if given.startswith("Bearer "):
        return hmac.compare_digest(given.removeprefix("Bearer ").encode(), secret.encode())
    signature = headers.get("X-Signature", "")
    made = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(signature.encode(), made.encode())
