"""What every page about one place shares: the place is found in scope or not at all, and who may act is asked once."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from delegations.models import Person, Place, PlaceKind
from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.signed_in import person_of


def place_or_404(person: Person, code: str) -> Place:
    """The place if this person may see it; else the page does not exist."""
    places = Place.objects.visible_to(person).select_related("delegation", "unit", "unit__delegation")
    return get_object_or_404(places, code=code)


class AtPlace(LoginRequiredMixin):
    """A view of the place named in the address. With `permission`, whoever lacks it there gets a 403."""

    permission: ClassVar[Permission | None] = None
    place: Place
    person: Person
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.person = person_of(request)
        self.place = place_or_404(self.person, kwargs["code"])
        if self.permission is not None:
            if not has_permission(self.person, self.permission, place=self.place):
                raise PermissionDenied(_("Su nombramiento no permite asentar movimientos en este lugar."))
            if self.place.kind == PlaceKind.TRANSIT:
                raise PermissionDenied(_("Al tránsito solo entran y salen traspasos."))
        return super().dispatch(request, *args, **kwargs)

    def may(self, permission: Permission) -> bool:
        """Whether this person may do it at this place."""
        return has_permission(self.person, permission, place=self.place)

    def trail(self, *more: tuple[str, str]) -> list[tuple[str, str]]:
        """Breadcrumbs down to this place and below."""
        here = reverse("supply:stock-place", args=[self.place.code])
        return [(_("Existencias"), reverse("supply:stock")), (str(self.place), here), *more]
