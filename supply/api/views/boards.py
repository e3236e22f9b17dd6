"""/api/v1/drugs-at-zero/ and /worst-pairs/: where it hurts in a week."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from delegations.api.views import Seen
from delegations.models import Delegation
from supply.api.serializers.boards import WorstPairSerializer, ZeroDrugSerializer
from supply.filters.cells import PairsFilter, ZeroFilter
from supply.models import WeeklyLine, WeeklyReport
from supply.models.weekly_line import LineKind
from supply.selectors.boards.pairs import worst_pairs
from supply.selectors.boards.series import newest_week
from supply.selectors.zero_drugs import zero_drugs
from supply.weeks import IsoWeek

MOST_PAIRS = 2_000


class OfOneWeek(Seen):
    """A list that a selector makes of one week: the newest in scope unless another is asked for."""

    model = WeeklyLine
    is_list = True
    questions: type[PairsFilter]

    def found(self, week: IsoWeek, delegation: Delegation | None, asked: dict[str, Any]) -> Sequence[Any]:
        raise NotImplementedError

    def get(self, request: Request) -> Response:
        question = self.questions(request.query_params, queryset=WeeklyLine.objects.none(), request=request)
        if not question.is_valid():
            raise ValidationError({name: list(faults) for name, faults in question.errors.items()})
        asked = question.form.cleaned_data
        week = asked["semana"] or newest_week(WeeklyReport.objects.visible_to(self.person))
        rows = self.found(week, asked["delegacion"], asked) if week else []
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


class ZeroDrugList(OfOneWeek):
    summary = _("Claves en cero de una semana")
    details = _("Por medicamento: cuántas unidades de las que deben tenerlo están en cero.")
    serializer_class = ZeroDrugSerializer
    questions = filterset_class = ZeroFilter

    def found(self, week: IsoWeek, delegation: Delegation | None, asked: dict[str, Any]) -> Sequence[Any]:
        kind = asked["lugar"] or LineKind.WHOLE
        return zero_drugs(self.person, week=week, kind=kind, delegation_id=delegation.pk if delegation else None)


class WorstPairList(OfOneWeek):
    summary = _("Peores pares (unidad, medicamento) de una semana")
    details = _("Los que están en cero o críticos, primero donde más recetas se negaron; a lo sumo 2,000.")
    serializer_class = WorstPairSerializer
    questions = filterset_class = PairsFilter

    def found(self, week: IsoWeek, delegation: Delegation | None, asked: dict[str, Any]) -> Sequence[Any]:
        return worst_pairs(
            self.person,
            week=week,
            limit=MOST_PAIRS,
            delegation_id=delegation.pk if delegation else None,
            drug=asked["medicamento"] or "",
        )
