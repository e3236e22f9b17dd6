"""Suggestions while one types: of what arrives, and of where to send. The forms work without them."""

from __future__ import annotations

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.views.generic import View

from delegations.models import Place
from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.signed_in import person_of
from supply.forms.ledger_choices import SHOWN_AT_MOST, arriving_drugs, place_text


class SuggestDrugs(LoginRequiredMixin, View):
    """The catalogue by clave or name; `pack` is how many pieces a pack holds."""

    def get(self, request: HttpRequest) -> JsonResponse:
        found = arriving_drugs().matching(request.GET.get("q", ""))[:SHOWN_AT_MOST]
        rows = [{"value": one.value, "hint": one.hint, "pack": one.target.pieces_per_pack} for one in found]
        return JsonResponse({"results": rows})


class SuggestPlaces(LoginRequiredMixin, View):
    """Places of the whole country: pieces may be sent wherever they are missing. Names only, no stock."""

    def get(self, request: HttpRequest) -> JsonResponse:
        if not has_permission(person_of(request), Permission.VIEW_STOCK):
            raise PermissionDenied
        query = request.GET.get("q", "").strip()
        places = Place.objects.stock_keeping().active().select_related("delegation").search(query)
        found = places.order_by("delegation__name", "name")[:SHOWN_AT_MOST] if query else []
        return JsonResponse({"results": [{"value": place_text(one), "hint": one.delegation.name} for one in found]})
