"""/api/v1/purchase-board/, /supplier-performance/ and /warning-signs/."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from delegations.api.views import Seen, SeenList, SeenOne, require
from delegations.roles import Permission
from supply.actions.signs import review_sign
from supply.api.refusals import Acts
from supply.api.serializers.performance import (
    DeliveringSerializer,
    PurchaseBoardSerializer,
    SignReviewIn,
    WarningSignSerializer,
)
from supply.filters.performance import SignFilter
from supply.forms.performance import USUAL_PERIOD, BoardQuestion, RecordQuestion
from supply.models import Supplier, WarningSign
from supply.selectors.performance.board import purchase_board
from supply.selectors.performance.suppliers import delivering
from supply.selectors.signs.listing import signs_seen
from supply.sign_rights import may_see_purchases

_SUPPLIER = OpenApiParameter("proveedor", int, description=_("Número del proveedor"))
_CLAVE = OpenApiParameter("clave", str, description=_("Clave, o los diez dígitos del medicamento"))
_PERIOD = OpenApiParameter("periodo", str, enum=["3", "12", "24", "anio", "anterior"])
_DELEGATION = OpenApiParameter("delegacion", str, description=_("Código de la delegación"))


class _Following(Seen):
    """For whoever follows what is bought in the whole country."""

    tag = "purchases"
    permission = Permission.VIEW_PURCHASES

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if not may_see_purchases(self.person):
            raise PermissionDenied(_t("El gasto y las señales de atención los ve quien sigue las compras del país."))


class PurchaseBoardView(_Following):
    summary = _("Tablero de compras: gasto, cumplimiento, atrasos, claves desiertas y ahorro")
    details = _("Sin periodo, doce meses. El gasto es lo aceptado en las entregas al precio de su orden.")
    model = Supplier
    parameters = (_PERIOD, _SUPPLIER, _CLAVE, _DELEGATION)
    serializer_class = PurchaseBoardSerializer

    def get(self, request: Request) -> Response:
        question = BoardQuestion(self.person, {"periodo": USUAL_PERIOD, **request.query_params.dict()})
        asked = question.asked(timezone.localdate())
        if question.errors:
            raise ValidationError({name: [str(one) for one in faults] for name, faults in question.errors.items()})
        board = purchase_board(asked)
        told = {
            "first": asked.first,
            "last": asked.last,
            "whole": board.whole,
            "committed": board.committed,
            "months": [{"month": month, "sums": sums} for month, sums in board.months],
            "suppliers": board.suppliers,
            "claves": board.claves,
            "delegations": board.delegations,
            "awarded": board.awarded,
            "deserted": board.deserted,
        }
        return Response(self.get_serializer(told).data)


class SupplierPerformanceList(Seen):
    summary = _("Cumplimiento por proveedor y clave, con la probabilidad de llegada")
    details = _("Del último año y medio; el menor cumplimiento primero.")
    tag = "purchases"
    model = Supplier
    is_list = True
    permission = Permission.VIEW_STOCK
    parameters = (_SUPPLIER, _CLAVE)
    serializer_class = DeliveringSerializer

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        require(self.person, self.permission)

    def get(self, request: Request) -> Response:
        question = RecordQuestion(self.person, request.query_params)
        if not question.is_valid():
            raise ValidationError({name: [str(one) for one in faults] for name, faults in question.errors.items()})
        supplier, drug = question.cleaned_data["proveedor"], question.cleaned_data["clave"]
        rows = delivering(
            timezone.localdate(),
            supplier_id=supplier.pk if supplier else None,
            drug_id=drug.pk if drug else None,
        )
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


class _Signs(_Following):
    model = WarningSign

    def rows(self) -> QuerySet[WarningSign]:
        return signs_seen(self.person)


class WarningSignList(_Signs, SeenList):
    summary = _("Señales de atención: lo que en las cifras conviene revisar")
    details = _("Sin estado, las que están por revisar. No acusan a nadie.")
    serializer_class = WarningSignSerializer
    filterset_class = SignFilter


class WarningSignOne(_Signs, SeenOne):
    summary = _("Una señal de atención")
    serializer_class = WarningSignSerializer


class WarningSignReview(Acts, _Signs):
    summary = _("Decir qué se encontró de una señal")
    serializer_class = SignReviewIn
    answers: ClassVar[dict[int, Any]] = {200: WarningSignSerializer}

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        sign = self.get_object()
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        review_sign(sign=sign, by=self.person, **asked.validated_data)
        return Response(WarningSignSerializer(self.rows().get(pk=sign.pk)).data)
