"""/api/v1/movements/ and the kardexes: every movement, and what was left after each."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from delegations.api.views import Seen, SeenList
from delegations.models import Place
from supply.api.serializers.stock import KardexSerializer, MovementSerializer
from supply.filters.records import MovementFilter
from supply.forms.ledger_period import KardexPeriod
from supply.models import Drug, Lot, Movement
from supply.selectors.kardex import Kardex

_DAY = {"type": "string", "format": "date"}
PERIOD = [
    OpenApiParameter("desde", _DAY, description=_("Desde")),
    OpenApiParameter("hasta", _DAY, description=_("Hasta")),
    OpenApiParameter("sentido", str, enum=["antiguo"], description=_("Lo más antiguo primero")),
]


class MovementList(SeenList):
    summary = _("Movimientos del libro")
    model = Movement
    serializer_class = MovementSerializer
    filterset_class = MovementFilter

    def rows(self) -> QuerySet[Movement]:
        related = ("place", "lot__drug", "posted_by", "reversal")
        return Movement.objects.visible_to(self.person).select_related(*related)


class KardexList(Seen):
    """What both kardexes share: a period, then a page of it."""

    model = Movement
    serializer_class = KardexSerializer
    is_list = True
    parameters = PERIOD

    def kardex(self, **period: Any) -> Kardex:
        raise NotImplementedError

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        form = KardexPeriod(request.query_params)
        if not form.is_valid():
            raise ValidationError({name: [str(one) for one in faults] for name, faults in form.errors.items()})
        page = self.paginate_queryset(self.kardex(**form.period()))  # type: ignore[arg-type]
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


class PlaceKardex(KardexList):
    summary = _("Kardex de un medicamento en un lugar")

    def kardex(self, **period: Any) -> Kardex:
        place = get_object_or_404(Place.objects.visible_to(self.person), code=self.kwargs["code"])
        drug = get_object_or_404(Drug.objects.visible_to(self.person), pk=self.kwargs["drug"])
        return Kardex.of_drug(drug, place, **period)


class LotKardex(KardexList):
    summary = _("Kardex de un lote en los lugares que usted ve")

    def kardex(self, **period: Any) -> Kardex:
        lot = get_object_or_404(Lot.objects.visible_to(self.person), pk=self.kwargs["pk"])
        return Kardex.of_lot(lot, self.person, **period)
