"""/api/v1/delegations/, /units/, /places/: who and where."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from delegations.api.serializers import DelegationSerializer, PlaceSerializer, UnitSerializer
from delegations.api.views import Seen, SeenList, SeenOne
from delegations.filters import DelegationFilter, PlaceFilter, UnitFilter
from delegations.models import Delegation, Place, Unit
from delegations.selectors.directory import delegations_with_counts


class Delegations(Seen):
    model = Delegation
    serializer_class = DelegationSerializer
    lookup_field = "code"

    def rows(self) -> QuerySet[Delegation]:
        return delegations_with_counts(self.person)


class DelegationList(Delegations, SeenList):
    summary = _("Delegaciones que usted ve")
    filterset_class = DelegationFilter


class DelegationDetail(Delegations, SeenOne):
    summary = _("Una delegación")


class Units(Seen):
    model = Unit
    serializer_class = UnitSerializer
    lookup_field = "clues"

    def rows(self) -> QuerySet[Unit]:
        return Unit.objects.visible_to(self.person).select_related("delegation")


class UnitList(Units, SeenList):
    summary = _("Unidades que usted ve")
    filterset_class = UnitFilter


class UnitDetail(Units, SeenOne):
    summary = _("Una unidad")


class Places(Seen):
    model = Place
    serializer_class = PlaceSerializer
    lookup_field = "code"

    def rows(self) -> QuerySet[Place]:
        return Place.objects.visible_to(self.person).select_related("delegation", "unit")


class PlaceList(Places, SeenList):
    summary = _("Lugares donde hay existencias")
    filterset_class = PlaceFilter


class PlaceDetail(Places, SeenOne):
    summary = _("Un lugar")
