"""What every view of the API shares: rows in scope, and the page that describes them all."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework import generics
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from delegations.models import Person, Place
from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.signed_in import person_of


class Seen(generics.GenericAPIView):
    """Rows of `model` that the person sees; anything else does not exist (404)."""

    model: ClassVar[type[Model]]
    summary: ClassVar[str | Promise] = ""

    @property
    def person(self) -> Person:
        return person_of(self.request)

    def rows(self) -> QuerySet[Any]:
        """The rows in scope, with what the answer needs already joined."""
        return self.model._default_manager.visible_to(self.person)  # type: ignore[attr-defined]

    def get_queryset(self) -> QuerySet[Any]:
        if getattr(self, "swagger_fake_view", False):
            return self.model._default_manager.none()
        return self.rows()


class SeenList(Seen, generics.ListAPIView):
    """A list of them: filtered, ordered, in pages."""

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Whatever the filters leave, in an order that pages can rely on."""
        found = super().filter_queryset(queryset)
        return found if found.ordered else found.order_by("pk")


class SeenOne(Seen, generics.RetrieveAPIView):
    """One of them."""


def require(
    person: Person,
    permission: Permission,
    *,
    place: Place | None = None,
    delegation_id: int | None = None,
    unit_id: int | None = None,
) -> None:
    """Refuse (403) unless the person may do it there."""
    if not has_permission(person, permission, place=place, delegation_id=delegation_id, unit_id=unit_id):
        raise PermissionDenied(_("Su nombramiento no permite hacer esto ahí."))


class Nowhere(APIView):
    """An address that leads nowhere: 404 in the one shape, for whatever method."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise NotFound


class Documentation(LoginRequiredMixin, SpectacularSwaggerSplitView):
    """The API described and tried out in the browser; scripts and styles are files of ours, as the policy asks."""

    url_name = "api-schema"
    template_name = "api/documentation.html"
