"""Posting a document: who may, what the lines name, one call of the action, 201 or (sent before) 200."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from delegations.api.views import Seen, require
from delegations.models import Place, PlaceKind
from delegations.roles import Permission
from supply.actions.ledger import Posting
from supply.api.keys import KEY_PARAMETER, key_of
from supply.api.refusals import Acts
from supply.api.serializers.documents import PostingSerializer


class Posts(Acts):
    """POST with an `Idempotency-Key`. Subclasses say who may (`allow`) and what is done (`act`)."""

    answers = {200: PostingSerializer, 201: PostingSerializer}
    parameters = [KEY_PARAMETER]

    def allow(self, target: Any) -> None:
        """Refuse (403) whoever may not do this to the target."""
        raise NotImplementedError

    def act(self, target: Any, data: dict[str, Any], key: str) -> Posting:
        raise NotImplementedError

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        target = self.get_object()
        self.allow(target)
        key = key_of(request)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        with transaction.atomic():  # lots that a refused document would have made go with it
            posting = self.act(target, dict(asked.validated_data), key)
        return Response(PostingSerializer(posting).data, status=200 if posting.replayed else 201)


class PostsAtPlace(Posts, Seen):
    """A document of the place in the address."""

    model = Place
    lookup_field = "code"
    permission = Permission.POST_LEDGER

    def rows(self) -> QuerySet[Place]:
        return Place.objects.visible_to(self.person).select_related("delegation", "unit", "unit__delegation")

    def allow(self, target: Any) -> None:
        require(self.person, self.permission, place=target)
        if target.kind == PlaceKind.TRANSIT:
            raise PermissionDenied(_("Al tránsito solo entran y salen traspasos."))
