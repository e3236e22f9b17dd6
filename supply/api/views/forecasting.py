"""/api/v1/forecasts/ and /planning-rules/."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from delegations.api.views import Seen, SeenList, SeenOne, require
from delegations.roles import Permission
from supply.actions.forecasting.rules import drop_rule, set_rule
from supply.api.refusals import Acts
from supply.api.serializers.forecasting import ForecastSerializer, PlanningRuleIn, PlanningRuleSerializer, RuleEditionIn
from supply.filters.forecasting import ForecastFilter, PlanningRuleFilter
from supply.models import Forecast, PlanningRule
from supply.selectors.forecasting.listing import forecasts_of


class _Tagged(Seen):
    tag = "forecasts"


class _ForStaff(_Tagged):
    """A list is told to staff; one row exists for whoever sees it."""

    permission = Permission.VIEW_STOCK

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        require(self.person, self.permission)


class ForecastList(_ForStaff, SeenList):
    summary = _("Pronósticos: lo que cada unidad va a pedir de cada medicamento en 13 semanas")
    details = _("Los de la última semana calculada; semana por semana, con cuánto basta a cada probabilidad.")
    model = Forecast
    serializer_class = ForecastSerializer
    filterset_class = ForecastFilter

    def rows(self) -> QuerySet[Forecast]:
        return forecasts_of(self.person)


class _Rules(_Tagged):
    model = PlanningRule

    def rows(self) -> QuerySet[PlanningRule]:
        return PlanningRule.objects.visible_to(self.person).select_related("delegation", "unit", "drug")


class PlanningRuleList(Acts, _Rules, _ForStaff, SeenList):
    summary = _("Reglas de planeación")
    summary_post = _("Poner una regla de planeación")
    details_post = _("Si ya hay una con el mismo lugar y medicamento, toma el valor; `edition` evita pisar otra.")
    answers_post: ClassVar[dict[int, Any]] = {201: PlanningRuleSerializer}
    filterset_class = PlanningRuleFilter

    def get_serializer_class(self) -> Any:
        return PlanningRuleIn if self.request.method == "POST" else PlanningRuleSerializer

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        require(self.person, Permission.PLAN_SUPPLY)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        made = set_rule(by=self.person, **asked.validated_data)
        return Response(PlanningRuleSerializer(self.rows().get(pk=made.pk)).data, status=201)


class PlanningRuleOne(_Rules, SeenOne):
    summary = _("Una regla de planeación")
    serializer_class = PlanningRuleSerializer


class PlanningRuleDrop(Acts, _Rules):
    summary = _("Quitar una regla de planeación: vale la más general que haya")
    serializer_class = RuleEditionIn
    answers: ClassVar[dict[int, Any]] = {204: None}

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        rule = self.get_object()
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        drop_rule(rule=rule, by=self.person, edition=asked.validated_data.get("edition"))
        return Response(status=204)
