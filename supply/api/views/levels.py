"""/api/v1/stock-plans/ and /worklist/: where stock should stand, and what to do today."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from delegations.api.views import Seen, SeenList, SeenOne, require
from delegations.roles import Permission
from supply.actions.levels import bring_back, put_off
from supply.api.refusals import Acts
from supply.api.serializers.levels import (
    BringBackIn,
    PutOffIn,
    StockPlanDetailSerializer,
    StockPlanSerializer,
    WorkLineSerializer,
    WorkSnoozeSerializer,
)
from supply.drug_keys import drug_of_key
from supply.filters.levels import StockPlanFilter, WorkFilter
from supply.models import StockPlan, WorkSnooze
from supply.selectors.levels.listing import plans_of
from supply.selectors.worklist import read_worklist


class StockPlans(Seen):
    tag = "levels"
    permission = Permission.VIEW_STOCK
    model = StockPlan
    serializer_class: Any = StockPlanSerializer


class StockPlanList(StockPlans, SeenList):
    summary = _("Niveles de existencia por unidad y medicamento")
    details = _("En piezas: mínimo, punto de reorden, máximo, por pedir, cuándo se agota y qué caducaría sin usarse.")
    filterset_class = StockPlanFilter

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        require(self.person, self.permission)

    def rows(self) -> QuerySet[StockPlan]:
        return plans_of(self.person)


class StockPlanOne(StockPlans, SeenOne):
    summary = _("Los niveles de un medicamento en una unidad, con los números de donde salen")
    serializer_class = StockPlanDetailSerializer

    def get_object(self) -> StockPlan:
        drug = drug_of_key(self.kwargs["drug"])
        rows = StockPlan.objects.visible_to(self.person).select_related("unit", "drug")
        found = rows.filter(unit__clues__iexact=self.kwargs["clues"], drug=drug).first() if drug else None
        if found is None:
            raise Http404
        return found


class Work(Seen):
    tag = "levels"
    permission = Permission.VIEW_STOCK
    model = StockPlan


class WorkList(Work):
    summary = _("Qué hacer hoy, lo que más daño hace primero")
    details = _("De cada cosa, a lo sumo lo más grave; sin lo que usted aplazó.")
    is_list = True
    serializer_class = WorkLineSerializer
    filterset_class = WorkFilter

    def get(self, request: Request) -> Response:
        require(self.person, self.permission)
        question = WorkFilter(request.query_params, queryset=StockPlan.objects.none(), request=request)
        if not question.is_valid():
            raise ValidationError({name: list(faults) for name, faults in question.errors.items()})
        page = self.paginate_queryset(read_worklist(question.desk(), question.kind).lines)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


class WorkAct(Acts, Work):
    """POST does it to a line of the caller's own list."""

    answers: ClassVar[dict[int, Any]] = {200: WorkSnoozeSerializer}

    def act(self, told: dict[str, Any]) -> WorkSnooze:
        raise NotImplementedError

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        require(self.person, self.permission)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return Response(WorkSnoozeSerializer(self.act(dict(asked.validated_data))).data)


class WorkPutOff(WorkAct):
    summary = _("Aplazar un renglón de su lista")
    serializer_class = PutOffIn

    def act(self, told: dict[str, Any]) -> WorkSnooze:
        return put_off(by=self.person, **told)


class WorkBringBack(WorkAct):
    summary = _("Regresar a su lista un renglón aplazado")
    serializer_class = BringBackIn

    def act(self, told: dict[str, Any]) -> WorkSnooze:
        return bring_back(by=self.person, **told)
