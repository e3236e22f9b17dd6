"""/api/v1/fever-…: kits and their alerts, doors, and the numbers of the golden hour. Each act is the page's own."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from delegations.api.views import Seen, SeenList, require
from delegations.models import Unit
from delegations.roles import Permission
from pediatric_platform.actions import fever_kit
from pediatric_platform.api.acts import Acts
from pediatric_platform.api.fever_kit_serializers import (
    DoorIn,
    FeverDoorSerializer,
    FeverRuleSerializer,
    KitAlertSerializer,
    KitCountIn,
    KitItemChangeIn,
    KitItemIn,
    KitSerializer,
)
from pediatric_platform.filters.fever_kit import DoorFilter, KitAlertFilter
from pediatric_platform.models import FeverDoor, FeverRule, KitAlert, KitItem
from pediatric_platform.selectors.fever_kit import kit_of


class StaffList(SeenList):
    """For whoever sees stock."""

    tag = "fever-kit"
    permission = Permission.VIEW_STOCK

    def rows(self) -> QuerySet[Any]:
        require(self.person, self.permission)
        return super().rows()


class FeverRules(StaffList):
    summary = _("Números de la hora dorada, con su fuente")
    model = FeverRule
    serializer_class = FeverRuleSerializer

    def rows(self) -> QuerySet[FeverRule]:
        require(self.person, self.permission)
        return FeverRule.objects.order_by("code")


class FeverDoors(StaffList):
    summary = _("Por dónde entra una niña o un niño con fiebre, por hospital")
    model = FeverDoor
    serializer_class = FeverDoorSerializer
    filterset_class = DoorFilter

    def rows(self) -> QuerySet[FeverDoor]:
        return super().rows().select_related("unit").order_by("unit__clues")


class KitAlerts(StaffList):
    summary = _("Alertas de los botiquines de fiebre")
    model = KitAlert
    serializer_class = KitAlertSerializer
    filterset_class = KitAlertFilter

    def rows(self) -> QuerySet[KitAlert]:
        return super().rows().select_related("item__unit").order_by("-since", "-pk")


class AtHospital(Acts, Seen):
    """One hospital of the person's own; out of scope it is not there."""

    tag = "fever-kit"
    model = Unit
    permission = Permission.MANAGE_FEVER_KIT
    filter_backends = ()

    def unit(self) -> Unit:
        unit: Unit = get_object_or_404(Unit.objects.visible_to(self.person), clues=self.kwargs["clues"])
        return unit

    def data(self, request: Request) -> dict[str, Any]:
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return dict(asked.validated_data)

    def keep(self) -> Unit:
        """The hospital, where the person keeps its kit; 403 before what was sent is looked at."""
        unit = self.unit()
        require(self.person, self.permission, unit_id=unit.pk, delegation_id=unit.delegation_id)
        return unit


def told(unit: Unit) -> dict[str, Any]:
    """The kit as it is now."""
    return dict(KitSerializer(kit_of([unit.pk])[unit.pk]).data)


class FeverDoorOne(AtHospital):
    summary = _("La puerta de un hospital")
    summary_post = _("Decir cuál es la puerta")
    serializer_class = DoorIn
    answers = {200: FeverDoorSerializer}
    answers_post = {200: FeverDoorSerializer}

    def get(self, request: Request, clues: str) -> Response:
        door = FeverDoor.objects.filter(unit=self.unit()).select_related("unit").first()
        if door is None:
            raise NotFound
        return Response(FeverDoorSerializer(door).data)

    def post(self, request: Request, clues: str) -> Response:
        unit = self.keep()
        door = fever_kit.set_door(unit=unit, by=self.person, **self.data(request))
        return Response(FeverDoorSerializer(door).data)


class FeverKit(AtHospital):
    summary = _("El botiquín de fiebre de un hospital, con lo que hay")
    summary_post = _("Agregar algo al botiquín")
    serializer_class = KitItemIn
    answers = {200: KitSerializer}
    answers_post = {201: KitSerializer}

    def get(self, request: Request, clues: str) -> Response:
        return Response(told(self.unit()))

    def post(self, request: Request, clues: str) -> Response:
        unit = self.keep()
        fever_kit.add_item(unit=unit, by=self.person, **self.data(request))
        return Response(told(unit), status=201)


class FeverKitItem(AtHospital):
    summary = _("Cambiar un renglón del botiquín")
    serializer_class = KitItemChangeIn
    answers = {200: KitSerializer}

    def post(self, request: Request, clues: str, pk: int) -> Response:
        unit = self.keep()
        item = get_object_or_404(KitItem.objects.filter(unit=unit).select_related("unit"), pk=pk)
        fever_kit.change_item(item=item, by=self.person, **self.data(request))
        return Response(told(unit))


class FeverKitCount(AtHospital):
    summary = _("Contar el material del botiquín")
    details = _("Los antibióticos los cuenta el libro: aquí sólo material.")
    serializer_class = KitCountIn
    answers = {200: KitSerializer}

    def post(self, request: Request, clues: str) -> Response:
        unit = self.keep()
        counts = {line["item"]: line["pieces"] for line in self.data(request)["lines"]}
        fever_kit.count_items(unit=unit, counts=counts, by=self.person)
        return Response(told(unit))
