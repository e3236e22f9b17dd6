"""The filters of the weekly reports, for page and API."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.filtering import Ordering, SearchFilter
from delegations.filters import DelegationChoice
from delegations.models import Unit
from supply.models import ReportState, WeeklyReport

LATE = "late"


class WeeklyReportFilter(django_filters.FilterSet):
    q = SearchFilter(method="search", placeholder=_("Unidad o CLUES"))
    delegacion = DelegationChoice(field_name="delegation")
    estado = django_filters.ChoiceFilter(
        label=_("Estado"),
        empty_label=_("Todos"),
        method="in_state",
        choices=[(LATE, _("Sin firmar y vencido")), *ReportState.choices],
    )
    orden = Ordering(
        {
            "unit": "unit__name",
            "delegation": "delegation__name",
            "week": "week",
            "state": "state",
            "due": "due_at",
            "signed": "signed_at",
        },
        default="-week",
        text={"unit", "delegation"},
    )

    class Meta:
        model = WeeklyReport
        fields: ClassVar[list[str]] = []

    def search(self, reports: QuerySet[WeeklyReport], _name: str, words: str) -> QuerySet[WeeklyReport]:
        return reports.filter(unit__in=Unit.objects.search(words)) if words.strip() else reports

    def in_state(self, reports: QuerySet[WeeklyReport], _name: str, state: Any) -> QuerySet[WeeklyReport]:
        if state == LATE:
            return reports.filter(state=ReportState.DRAFT, due_at__lt=timezone.now())
        return reports.filter(state=state)


class HurtsFilter(django_filters.FilterSet):
    """What a list made of one week can be asked for; the selector answers, no queryset is filtered here."""

    semana = WeekFilter(field_name="report__week", label=_("Semana; sin ella, la más reciente"))
    delegacion = DelegationChoice(field_name="report__delegation")
    lugar = django_filters.ChoiceFilter(field_name="place_kind", label=_("Tipo de lugar"), choices=LineKind.choices)

    class Meta:
        model = WeeklyLine
        fields: ClassVar[list[str]] = []


class PairsFilter(HurtsFilter):
    lugar = None
    medicamento = DrugCodeFilter(field_name="drug__code")
